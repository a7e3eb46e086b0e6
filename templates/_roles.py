"""How every role of this app is made: it trusts one AWS service of this account, and lists its own policy."""

from __future__ import annotations

from awacs.aws import Allow, ArnLike, Condition, ConditionElement, PolicyDocument, Principal, Statement, StringEquals
from awacs.sts import AssumeRole
from troposphere import GetAtt, Output, Ref, Template, iam

from generator.config import Role, why


def add_role(t: Template, role: Role) -> None:
    """Add the role, its policy, and the Output of its ARN. What is created is attached (lesson 3)."""
    attached = []
    if role.statements:
        t.add_resource(
            iam.ManagedPolicy(
                f"{role.name}Policy",
                Description=role.why,
                PolicyDocument=PolicyDocument(Version="2012-10-17", Statement=list(role.statements)),
            )
        )
        attached = [Ref(f"{role.name}Policy")]
    t.add_resource(
        iam.Role(
            f"{role.name}Role",
            Description=role.why,
            AssumeRolePolicyDocument=_trust(role),
            ManagedPolicyArns=attached,
            Metadata=why(role.why, lesson=role.lesson),
        )
    )
    t.add_output(Output(f"{role.name}RoleArn", Value=GetAtt(f"{role.name}Role", "Arn")))


def _trust(role: Role) -> PolicyDocument:
    """Trust one service, and only when it acts for this account (the confused deputy).

    Source: ECS Developer Guide, "Task IAM role", read 2026-11.
    """
    conditions: list[ConditionElement] = [StringEquals("aws:SourceAccount", Ref("AWS::AccountId"))]
    if role.source_arn is not None:
        conditions.append(ArnLike("aws:SourceArn", role.source_arn))
    return PolicyDocument(
        Version="2012-10-17",
        Statement=[
            Statement(
                Effect=Allow,
                Principal=Principal("Service", role.principal),
                Action=[AssumeRole],
                Condition=Condition(conditions),
            )
        ],
    )
