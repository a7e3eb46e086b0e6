"""What IAM, and services whose resources have policies, refuse of a statement, a principal or a condition."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from ipaddress import ip_network

from generator.awsdata.resources import resource_type
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.iam.documents import statements
from generator.refusals.texts_of_json import is_json
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Reference, Resource, Value, parts

_MANAGED = "AWS::IAM::ManagedPolicy"
_INLINE = "AWS::IAM::Policy"
_ROLE = "AWS::IAM::Role"
_PARTITION = re.compile(r"arn:(?!aws|\*|\?|\$)([^:]*):")
_PRINCIPAL = re.compile(
    r"\*|[0-9]{12}|A[A-Z]{3}[A-Z0-9]{12,}"
    r"|arn:aws[a-z-]*:(iam|sts)::([0-9]{12}|cloudfront|aws):"
    r"(root|(user|role|assumed-role|federated-user)/[^*?]+|[a-z-]+/.+ .*)"
)
_NONE = {
    "cloudwatch-logs.amazonaws.com", "cloudwatchs.amazonaws.com", "secretmanager.amazonaws.com", "log.amazonaws.com",
    "cloudwatchlogs.amazonaws.com", "eventbridge.amazonaws.com", "stepfunctions.amazonaws.com",
    "elasticcontainerservice.amazonaws.com", "ecr-public.amazonaws.com", "ssm-secure.amazonaws.com",
    "applicationautoscaling.amazonaws.com",
}  # fmt: skip
"""Names that are easily taken for a service's, and that there are none of. Source: from memory, 2026-11. There is a
fargate.amazonaws.com, which uses the key of a cluster's storage: ECS Developer Guide, "Create an encryption key for
Fargate ephemeral storage for Amazon ECS", an excerpt, and such keys in public templates; read 2026-11."""
_KEYED = re.compile(r"[^:]+:.+", re.DOTALL)
_LONGEST = {_MANAGED: ("PolicyDocument", 6144), _ROLE: ("AssumeRolePolicyDocument", 8192),
            "AWS::KMS::Key": ("KeyPolicy", 32_768)}  # fmt: skip
"""Characters without white space; of the trust in a role, what 2048 is raised to at most, which public tables of quotas
give as 8192 of late, and as 4096 before; read 2026-11. The others are of IAM User Guide, "IAM and AWS STS quotas", and
KMS Developer Guide, "Resource quotas"; from memory, 2026-11."""
_PLACES = {
    _MANAGED: ("PolicyDocument",),
    _INLINE: ("PolicyDocument",),
    "AWS::IAM::RolePolicy": ("PolicyDocument",),
    _ROLE: ("AssumeRolePolicyDocument", "Policies.*.PolicyDocument"),
    "AWS::KMS::Key": ("KeyPolicy",),
    "AWS::S3::BucketPolicy": ("PolicyDocument",),
    "AWS::SecretsManager::ResourcePolicy": ("ResourcePolicy",),
    "AWS::SQS::QueuePolicy": ("PolicyDocument",),
    "AWS::SNS::TopicPolicy": ("PolicyDocument",),
}

_OF_IDENTITIES = (_MANAGED, _INLINE, "AWS::IAM::RolePolicy", _ROLE)


def policies(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say what is refused.

    Source: IAM User Guide, "IAM ARNs" (an ARN of fewer than six parts is completed with wildcards, so that it is let
    be), read 2026-11; "Grammar of the IAM JSON policy language" and "Principal"; IAM API Reference,
    MalformedPolicyDocument; not looked up, 2026-11.
    """
    for place in _PLACES[resource.type]:
        for value in values_at(resource.get(), place.split(".")):
            if isinstance(value, Literal) and not value.text.startswith("{{") and not _holds_statements(value.text):
                yield f"{place} of {resource} is a text that is no policy"
            for statement in statements(value):
                yield from _of_statement(graph, resource, statement)
    place, most = _LONGEST.get(resource.type, ("", 0))
    if place and (length := _length(resource.get(place))) > most:
        yield f"{place} of {resource} has {length} characters, and {most} are taken"


def _of_statement(graph: Graph, resource: Resource, statement: Mapping) -> Iterator[str]:
    for name in ("Action", "Resource", "Principal"):
        if all(not isinstance(statement.get(key), Absent) for key in (name, f"Not{name}")):
            yield f"a policy of {resource} has {name} and Not{name}, of which one is taken"
        for key in (name, f"Not{name}"):
            value = statement.get(key)
            if (isinstance(value, Listing) and not value.items) or literal(value) == "":
                yield f"a policy of {resource} has an empty {key}"
    for value in values_at(statement, ("Resource",)):
        text = literal(value) or ""
        if _PARTITION.match(text):
            yield f"a policy of {resource} is about {text[:60]}, which is no ARN of a partition"
        if resource.type in _OF_IDENTITIES and isinstance(value, Reference) and value.attribute == "Ref":
            yield from _no_arn(graph, resource, value)
    for value in values_at(statement, ("Principal", "AWS")):
        who = literal(value)
        if who and "{{" not in who and "${" not in who and not _PRINCIPAL.fullmatch(who):
            yield f"a policy of {resource} names the principal {who[:60]}, which there cannot be"
    for value in values_at(statement, ("Principal", "Service")):
        if literal(value) in _NONE:
            yield f"a policy of {resource} names the service {literal(value)}, which is none on record"
    asked = statement.get("Condition")
    for operator, tests in asked.entries if isinstance(asked, Mapping) else ():
        yield from _of_condition(resource, operator, tests)


def _no_arn(graph: Graph, resource: Resource, value: Reference) -> Iterator[str]:
    """Say which Ref in a policy of an identity gives a name, a URL or an id where an ARN is taken.

    Source: IAM User Guide, "IAM JSON policy elements: Resource"; modernisation-platform-environments #590 (the name of
    a bucket: 'must be in ARN format or "*"'); read 2026-11.
    """
    target = graph.resource(value.resource)
    gives = resource_type(target.type).ref if target is not None else ""
    if gives not in ("", "arn"):
        what = {"url": "its URL", "id": "its id"}.get(gives, f"its {gives}")
        yield f"a policy of {resource} is about the Ref of {target}, which is {what}, and no ARN"


def _of_condition(resource: Resource, operator: str, tests: Value) -> Iterator[str]:
    keys = [key for key, _ in tests.entries] if isinstance(tests, Mapping) else []
    if len({key.lower() for key in keys}) < len(keys):
        yield f"a policy of {resource} asks for one key twice under {operator}"
    for key, value in tests.entries if isinstance(tests, Mapping) else ():
        if not _KEYED.fullmatch(key):
            yield f"a policy of {resource} asks for the condition key {key[:60]}, which has no prefix"
        for each in [value, *(inner for _, inner in items(value))]:
            text = literal(each)
            if text and "{" not in text and not _fits(operator, text):
                yield f"a policy of {resource} compares {key[:60]} by {operator} with {text[:40]}"


def _length(document: Value) -> int:
    """Characters that a policy has at least, without white space: those of its texts, each in its quotes."""
    texts = ["".join(part.text.split()) for part in parts(document) if isinstance(part, Literal)]
    return sum(map(len, texts)) + (2 * len(texts) if isinstance(document, Mapping) else 0)


def _fits(operator: str, text: str) -> bool:
    kind = operator.rpartition(":")[2].lower()
    if kind.startswith(("ipaddress", "notipaddress")):
        try:
            return bool(ip_network(text, strict=False))
        except ValueError:
            return False
    if kind.startswith("numeric"):
        return bool(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text))
    if kind.startswith("date"):
        return bool(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}(T.*)?|[0-9]+", text))
    return True


def _holds_statements(text: str) -> bool:
    if not is_json(text):
        return False
    read = json.loads(text)
    return isinstance(read, dict) and "Statement" in read


REFUSALS: Refusals = {
    _MANAGED: (policies,),
    _INLINE: (policies,),
    "AWS::IAM::RolePolicy": (policies,),
    _ROLE: (policies,),
    "AWS::KMS::Key": (policies,),
    "AWS::S3::BucketPolicy": (policies,),
    "AWS::SecretsManager::ResourcePolicy": (policies,),
    "AWS::SQS::QueuePolicy": (policies,),
    "AWS::SNS::TopicPolicy": (policies,),
}
