"""Which changes let in more than before: open groups, policies that allow more, protections switched off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.changes.change import Change

WORLD = ("0.0.0.0/0", "::/0")

# Property -> the value by which it protects less. The text of values is compared in lower case.
_SWITCHES = {
    "AWS::RDS::DBInstance": {
        "PubliclyAccessible": "true",
        "StorageEncrypted": "false",
        "DeletionProtection": "false",
    },
    "AWS::EC2::Subnet": {"MapPublicIpOnLaunch": "true"},
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {"Scheme": "internet-facing"},
    "AWS::ECS::Service": {
        "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp": "enabled",
        "EnableExecuteCommand": "true",
    },
    "AWS::KMS::Key": {"EnableKeyRotation": "false"},
    "AWS::RDS::DBParameterGroup": {"Parameters.rds.force_ssl": "0"},
    "AWS::ECR::Repository": {"ImageTagMutability": "mutable"},
}
_POLICIES = {
    "PolicyDocument",
    "Policies",
    "AssumeRolePolicyDocument",
    "KeyPolicy",
    "ManagedPolicyArns",
    "ResourcePolicy",
}
_GROUPS = ("AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress")


@dataclass(frozen=True)
class Widening:
    """A resource that admits or allows more, and how."""

    change: Change
    what: str


def widenings(changes: Iterable[Change]) -> list[Widening]:
    """The changes by which a resource admits or allows more. Policies of new resources are not listed: all is new."""
    return [Widening(change, what) for change in changes for what in dict.fromkeys(_openings(change))]


def _openings(change: Change) -> Iterator[str]:
    if change.action not in ("add", "modify", "replace"):
        return
    if change.type in _GROUPS:
        yield from _admitted(change)
    if change.action == "add":
        return
    switches = _SWITCHES.get(change.type, {})
    for difference in change.differences:
        path = difference.path.removeprefix("Properties.")
        if path in switches and str(difference.after).lower() == switches[path]:
            yield f"{path} becomes {difference.after}"
        if path.partition(".")[0] in _POLICIES:
            yield from _policy_openings(path, difference.before, difference.after)


def _admitted(change: Change) -> Iterator[str]:
    before = {json.dumps(rule, sort_keys=True) for rule in _rules(change.before)}
    for rule in _rules(change.after):
        source = rule.get("CidrIp") or rule.get("CidrIpv6")
        if source in WORLD and json.dumps(rule, sort_keys=True) not in before:
            first, last = rule.get("FromPort", "any"), rule.get("ToPort", "any")
            ports = f"port {first}" if first == last else f"ports {first} to {last}"
            yield f"admits the whole internet ({source}) on {ports}"


def _rules(properties: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rules = properties.get("SecurityGroupIngress", [properties] if "IpProtocol" in properties else [])
    return [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []


def _policy_openings(path: str, before: str | None, after: str | None) -> Iterator[str]:
    if before is None or after is None:
        yield f"{path} changes"
        return
    old, new = _statements(before), _statements(after)
    if old is None or new is None:
        yield f"{path} changes"
        return
    if more := sorted(new.allowed - old.allowed):
        yield f"{path} allows more: {_first_three(more)}"
    if less := sorted(old.denied - new.denied):
        yield f"{path} no longer denies {_first_three(less)}"


@dataclass(frozen=True)
class _Statements:
    allowed: frozenset[str]
    denied: frozenset[str]


def _statements(text: str) -> _Statements | None:
    """What a policy allows and denies, each action with its resource; None when it is not a policy."""
    try:
        document = json.loads(text)
    except ValueError:
        return None
    if isinstance(document, list):  # ManagedPolicyArns
        return _Statements(frozenset(str(arn) for arn in document), frozenset())
    statements = document.get("Statement") if isinstance(document, dict) else None
    if not isinstance(statements, list | dict):
        return None
    listed = [statements] if isinstance(statements, dict) else statements
    if not all(isinstance(statement, dict) for statement in listed):
        return None
    grants: dict[bool, set[str]] = {True: set(), False: set()}
    for statement in listed:
        grants[statement.get("Effect") == "Deny"].update(_grants(statement))
    return _Statements(frozenset(grants[False]), frozenset(grants[True]))


def _grants(statement: Mapping[str, Any]) -> Iterator[str]:
    principal = f" by {json.dumps(statement['Principal'], sort_keys=True)}" if "Principal" in statement else ""
    condition = f" if {json.dumps(statement['Condition'], sort_keys=True)}" if "Condition" in statement else ""
    for action in _listed(statement, "Action"):
        for resource in _listed(statement, "Resource"):
            yield action + (f" on {resource}" if resource else "") + principal + condition


def _listed(statement: Mapping[str, Any], key: str) -> list[str]:
    if f"Not{key}" in statement:
        return [f"everything but {json.dumps(statement[f'Not{key}'])}"]
    value = statement.get(key, "")
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _first_three(words: list[str]) -> str:
    return ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")
