"""Roles with policies of every kind: trust, inline, managed, boundary."""

from __future__ import annotations

from collections.abc import Iterator

from generator.live.facts import Facts
from generator.live.made import Made, some

ROLE, POLICY = "AWS::IAM::Role", "AWS::IAM::ManagedPolicy"


def roles(facts: Facts) -> Iterator[Made]:
    """Each role, and each managed policy of the account that one of them has. What of it was not read is not known."""
    for role in facts.of("iam:GetRole"):
        attached = [policy["PolicyArn"] for policy in role.get("AttachedPolicies") or ()]
        inline = [
            {"PolicyName": policy["PolicyName"], "PolicyDocument": policy["PolicyDocument"]}
            for policy in role.get("RolePolicies") or ()
        ]
        if "AttachedPolicies" not in role:
            attached = [{"Ref": "NotRead"}]
        if role.get("RolePolicies") is None or role.get("RolePoliciesUnread"):
            inline = [*inline, {"PolicyName": "not-read", "PolicyDocument": {"Ref": "NotRead"}}]
        properties = some(
            RoleName=role["RoleName"],
            Path=role.get("Path"),
            AssumeRolePolicyDocument=role.get("AssumeRolePolicyDocument"),
            ManagedPolicyArns=attached,
            Policies=inline,
            PermissionsBoundary=(role.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn"),
        )
        yield Made(ROLE, role["RoleName"], properties, {role["Arn"]: "Arn", role["RoleName"]: "Ref"}, role["RoleName"])
    for policy in facts.of("iam:GetPolicy"):
        document = policy.get("PolicyDocument", {"Ref": "NotRead"})
        properties = {"ManagedPolicyName": policy["PolicyName"], "PolicyDocument": document}
        yield Made(POLICY, policy["Arn"], properties, {policy["Arn"]: "Ref"}, policy["PolicyName"])
