"""Roles and their policies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.aws.live.reading import Reading

_AWS = ":iam::aws:policy/"


def roles(reading: Reading, arns: Iterable[str]) -> None:
    """Keep each role with every policy that it has. A role that is not there is noted as absent."""
    policies: dict[str, None] = {}
    for arn in dict.fromkeys(arns):
        name = arn.rpartition("/")[2]
        answer = reading.one("iam", "get_role", RoleName=name)
        if answer is None:
            if not reading.refused("iam", "get_role"):
                reading.facts.absent[arn] = "a role"
            continue
        role = dict(answer["Role"])
        attached = reading.all("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=name)
        if not reading.refused("iam", "list_attached_role_policies"):
            role["AttachedPolicies"] = attached
        role["RolePolicies"] = _inline(reading, name, role)
        reading.facts.add("iam:GetRole", [role])
        policies |= {each["PolicyArn"]: None for each in attached}
        if boundary := (role.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn"):
            policies[boundary] = None
    for arn in policies:
        if _AWS not in arn:
            _managed(reading, arn)


def _inline(reading: Reading, role: str, told: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name in reading.all("iam", "list_role_policies", "PolicyNames", RoleName=role):
        if answer := reading.one("iam", "get_role_policy", RoleName=role, PolicyName=str(name)):
            found.append({"PolicyName": answer["PolicyName"], "PolicyDocument": answer["PolicyDocument"]})
    told["RolePoliciesUnread"] = reading.refused("iam", "list_role_policies") or reading.refused(
        "iam", "get_role_policy"
    )
    return found


def _managed(reading: Reading, arn: str) -> None:
    answer = reading.one("iam", "get_policy", PolicyArn=arn)
    if answer is None:
        return
    policy = dict(answer["Policy"])
    version = reading.one("iam", "get_policy_version", PolicyArn=arn, VersionId=policy["DefaultVersionId"])
    if version is not None:
        policy["PolicyDocument"] = version["PolicyVersion"]["Document"]
    reading.facts.add("iam:GetPolicy", [policy])
