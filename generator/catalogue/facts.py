"""What a message names: ARNs, images, hosts and regions, under the names that checks leave open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.catalogue.entry import Check, Entry

_ARN = re.compile(
    r"arn:aws[a-z-]{0,12}:(?P<service>[a-z0-9-]{2,30}):(?P<region>[a-z0-9-]{0,25}):(?P<account>\d{12}|aws)?:"
    r"(?P<resource>[\w+=,.@/:#!-]{1,300})"
)
_UUID = r"[0-9a-f]{8}-[0-9a-f-]{27}"

# By the service of an ARN: how the resource looks, whole, and the name of the ARN if a check asks for it.
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
# (2026-11). An ARN that looks otherwise was cut off or made unreadable, and fills nothing.
_RESOURCES = {
    "ecs": (
        (r"task/(?P<cluster>[\w-]{1,255})/(?P<taskId>[0-9a-f]{32})", "taskArn"),
        (r"service/(?P<cluster>[\w-]{1,255})/(?P<service>[\w-]{1,255})", ""),
        (r"cluster/(?P<cluster>[\w-]{1,255})", ""),
        (r"task-definition/[\w-]{1,255}:\d{1,9}", "taskDefinition"),
    ),
    "secretsmanager": ((r"secret:[\w/+=.@!-]{1,512}-\w{6}", "secretArn"),),
    "ssm": ((r"parameter(?P<parameterName>/[\w./-]{1,1000})", "parameterArn"),),
    "iam": ((r"role/(?:[\w/+=,.@-]{1,512}/)?(?P<role>[\w+=,.@-]{1,64})", "roleArn"),),
    "kms": ((f"key/{_UUID}", "keyArn"),),
    "logs": ((r"log-group:(?P<logGroup>[\w./#-]{1,512})", "logGroupArn"),),
    "ecr": ((r"repository/(?P<repository>[\w./-]{2,256})", "repositoryArn"),),
    "elasticloadbalancing": (
        (r"targetgroup/[\w-]{1,32}/[0-9a-f]{16}", "targetGroupArn"),
        (r"loadbalancer/(?:app|net)/[\w-]{1,32}/[0-9a-f]{16}", "loadBalancerArn"),
        (r"listener/(?:app|net)/[\w-]{1,32}/[0-9a-f]{16}/[0-9a-f]{16}", "listenerArn"),
    ),
    "cloudformation": (
        (f"stack/[\\w-]{{1,128}}/{_UUID}", "stack"),
        (f"changeSet/[\\w-]{{1,128}}/{_UUID}", "changeSetArn"),
    ),
    "servicediscovery": (
        (r"namespace/(?P<namespaceId>ns-\w{8,64})", ""),
        (r"service/(?P<discoveryServiceId>srv-\w{8,64})", ""),
    ),
    "rds": ((r"db:(?P<database>[\w-]{1,63})", ""),),
    "acm": ((f"certificate/{_UUID}", "certificateArn"),),
    "elasticfilesystem": ((r"file-system/(?P<fileSystem>fs-[0-9a-f]{8,40})", ""),),
}

_ECR = r"(?P<ownerAccount>\d{12})\.dkr[.-]ecr\.(?P<region>[a-z0-9-]{4,25})\.(?:amazonaws\.com(?:\.cn)?|on\.aws)"
_REPOSITORY = r"(?P<repository>[a-z0-9]+(?:[._/-]+[a-z0-9]+){0,20})"
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ECR}/(?:v2/)?{_REPOSITORY}:(?P<tag>[\w.-]{{1,128}})",
        rf"{_ECR}/(?:v2/)?{_REPOSITORY}(?:@|/(?:manifests|blobs)/)",
        rf"{_ECR}(?=/v2/)",
        r"\(service:? (?P<service>[\w-]{1,255})[),]",
        r"(?<![\w(])service \[?(?P<service>[\w-]{1,255})\]? (?:was unable|failed to|is unable|operations are)",
        r"\(task (?P<taskId>[0-9a-f]{32})\)",
        r"(?<![\w.-])(?P<database>[a-z](?:[a-z0-9-]{0,62}))\.(?!cluster-)[a-z0-9]{6,20}"
        r"\.(?P<region>[a-z0-9-]{4,25})\.rds\.amazonaws\.com",
        r"(?P<fileSystem>fs-[0-9a-f]{8,17})\.efs\.(?P<region>[a-z0-9-]{4,25})\.amazonaws\.com",
        r"[a-z0-9.-]{2,60}\.(?P<region>[a-z]{2}(?:-[a-z]{2,9}){1,2}-\d)\.amazonaws\.com",
        r"(?<![\w-])(?P<vpcId>vpc-[0-9a-f]{8,17})(?![\w-])",
        r"(?<![\w-])(?P<subnetId>subnet-[0-9a-f]{8,17})(?![\w-])",
        r"(?<![\w-])(?P<securityGroup>sg-[0-9a-f]{8,17})(?![\w-])",
        r"(?<![\w-])(?P<networkInterface>eni-[0-9a-f]{8,17})(?![\w-])",
        r"(?<![\w-])(?P<fileSystem>fs-[0-9a-f]{8,17})(?![\w.-])",
        r"(?<![\w-])(?P<namespaceId>ns-[a-z0-9]{16})(?![\w-])",
        r"(?<![\w-])(?P<discoveryServiceId>srv-[a-z0-9]{16})(?![\w-])",
        r"(?i:invalid (?:ssm )?parameters): (?P<parameterName>/?[\w./-]{1,1000})",
        r"\bperform: (?P<action>[a-z0-9-]{2,30}:[A-Z]\w{2,60})",
        r"\bresource: (?P<resourceArn>arn:aws[^\s\"']{4,400}|\*)",
        r"\b[Ss]tack \[?(?:with id |named )?(?P<stack>[A-Za-z][\w-]{0,127})\]? (?:does not exist|failed|is in |cannot)",
        r"[Ee]xport (?:with name |named )?['\"]?(?P<export>[\w:-]{1,255})['\"]? (?:cannot|is already|as it is|found)",
        r"(?:Embedded|Nested) stack (?P<nestedStack>arn:aws[\w:/-]{20,400})",
        r"Nested change set (?P<nestedChangeSetArn>arn:aws[\w:/-]{20,400})",
        r"find version (?P<engineVersion>[\w.]{1,40}) for (?P<engine>[a-z-]{2,30})",
        r"Engine=(?P<engine>[a-z-]{2,30}), EngineVersion=(?P<engineVersion>[\w.]{1,40})",
        r"/aws/lambda/(?P<function>[\w-]{1,64})(?![\w*-])",
        r"repository with name ['\"]?(?P<repository>[a-z0-9._/-]{2,256})",
        r"(?:bucket: |bucket ['\"]|arn:aws:s3:::|s3://)(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])",
    )
)
_CALLER = re.compile(
    r"\bUser: (?P<arn>arn:aws[a-z-]{0,12}:(?:iam|sts)::(?P<account>\d{12}):"
    r"(?:assumed-role/(?P<role>[\w+=,.@-]{1,64})/|(?:user|role)/)[\w+=,.@/-]{1,200})"
)
_CUT_OFF = re.compile(r"\.\.|\u2026|\*")
_WRAPPED = re.compile(r"(?<=\S) {8,}\r?\n {2,}(?=\S)")
_OPEN = re.compile(r"<(\w+)>")


def facts(message: str, around: str = "") -> dict[str, str]:
    """Read the values in a message by the name of the placeholder that they fill, and the region; the first of each.

    What the message does not name is taken from the text ``around`` it, where that names one only. Something that
    is cut off, masked or of another shape than AWS gives it is left out.
    """
    inside, outside = _values(message), _values(around)
    found = {name: values[0] for name, values in outside.items() if len(set(values)) == 1}
    found |= {name: values[0] for name, values in inside.items()}
    if "taskId" in found:
        found.setdefault("taskArn", found["taskId"])
    return found


def _values(text: str) -> dict[str, list[str]]:
    text = _WRAPPED.sub("", text)
    found: dict[str, list[str]] = {}
    for name, value in (*_called(text), *_from_arns(text), *_from_words(text)):
        if name:
            found.setdefault(name, []).append(value)
    return found


def _called(text: str) -> Iterator[tuple[str, str]]:
    """Who called, where AWS says so: the role that an entry about permissions is about."""
    if caller := _CALLER.search(text):
        arn = caller["arn"]
        if caller["role"]:
            arn = f"{arn.partition(':sts:')[0]}:iam::{caller['account']}:role/{caller['role']}"
            yield from (("role", caller["role"]), ("executionRole", caller["role"]))
        yield from ((name, arn) for name in ("executionRoleArn", "taskRoleArn", "deployerArn"))


def _from_arns(text: str) -> Iterator[tuple[str, str]]:
    for arn in _ARN.finditer(text):
        ended = arn["resource"].rstrip(".,:;")
        if _CUT_OFF.match(text, arn.end()) or arn["resource"].endswith(".."):
            continue
        if arn["region"]:
            yield "region", arn["region"]
        for shape, name in _RESOURCES.get(arn["service"], ()):
            if known := re.match(shape, ended):
                yield from _names(known)
                yield name, arn[0][: arn.start("resource") - arn.start()] + known[0]
                break


def _names(known: re.Match[str]) -> Iterator[tuple[str, str]]:
    for name, value in known.groupdict().items():
        if name == "parameterName" and "/" not in value[1:]:
            value = value[1:]  # only names with levels begin with a slash
        yield name, value


def _from_words(text: str) -> Iterator[tuple[str, str]]:
    for words in _OTHERS:
        for known in words.finditer(text):
            if not _CUT_OFF.match(text, known.end()):
                given = {name: value for name, value in known.groupdict().items() if value}
                yield from ((name, value.rstrip(".,:;")) for name, value in given.items() if ".." not in value)


def filled(entry: Entry, known: Mapping[str, str]) -> Entry:
    """Fill what is known into the commands and the fix of an entry."""
    checks = tuple(Check(check.call, _fill(check.args, known), check.look_for) for check in entry.checks)
    return replace(entry, checks=checks, fix=_fill(entry.fix, known))


def _fill(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _OPEN.sub(lambda name: known.get(name[1], name[0]), value)
    if isinstance(value, Mapping):
        return {name: _fill(part, known) for name, part in value.items()}
    return [_fill(part, known) for part in value] if isinstance(value, list) else value
