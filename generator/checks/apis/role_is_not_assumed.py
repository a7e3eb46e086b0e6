"""Roles that tasks are told of to become, and that do not trust the task role, or that it may not assume."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._task_role import task_role
from generator.checks.check import Check
from generator.ecs.arns import account, settled
from generator.ecs.environment import all_variables
from generator.ecs.roles import ROLE
from generator.finding import Finding
from generator.iam import Caller, managed_policy
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import WHOLE, Question, decided
from generator.refusals.resources.iam.documents import statements
from generator.stack import Absent, Graph, Mapping, Reference, Resource

_ASSUME = "sts:AssumeRole"


class RoleIsNotAssumed(Check):
    id = "WCS318"
    lesson = 31
    title = "Role that a variable tells tasks of cannot be assumed by their task role"
    symptom = "AccessDenied: User: ...:assumed-role/... is not authorized to perform: sts:AssumeRole on resource: ..."
    why = (
        "A role is assumed by whom its AssumeRolePolicyDocument names. Where that is the root of an account, a policy "
        "of the caller has to allow sts:AssumeRole as well."
    )
    fix = "Name the task role, not the execution role, in the trust of the other role; allow it sts:AssumeRole."
    message = {
        "trust": "the variable {variable} tells {task} of {other}, whose AssumeRolePolicyDocument does not admit "
        "{role}: sts:AssumeRole fails with AccessDenied",
        "policy": "the variable {variable} tells {task} of {other}, and {role} does not allow sts:AssumeRole on it, "
        "as a trust in the whole account takes: AccessDenied",
    }
    change = {
        "trust": "AssumeRolePolicyDocument: Principal: AWS: the ARN of {role}",
        "policy": "a policy of {role}: allow sts:AssumeRole on {other}",
    }
    base = "nat"
    good = {
        "Uploader": (
            "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: "
            "[{Effect: Allow, Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}, Action: "
            "'sts:AssumeRole'}]}}}"
        ),
        "TaskRole": task_role("become", "['sts:AssumeRole']", "!GetAtt Uploader.Arn"),
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: UPLOADER, Value: !GetAtt Uploader.Arn}]",
    }
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.0.Action": "['sts:GetCallerIdentity']"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Source: IAM User Guide, "IAM roles: cross account and trust" (within an account either the trust names the
        role, or both sides allow it); from memory, 2026-11. A role that services assume is one to pass on."""
        graph, roles = context.graph, context.permissions.roles
        seen = set()
        for task in context.tasks:
            role = roles.resource(task.role("TaskRoleArn"))
            for variable in all_variables(task) if role is not None else ():
                other = _told(graph, variable.value)
                if role is None or other in (None, role) or (role, other) in seen:
                    continue
                assert other is not None
                if not _for_people(other):
                    continue
                seen.add((role, other))
                variant = _refused(context, role, other)
                if variant:
                    words = {"variable": variable.name, "task": task.name, "other": str(other), "role": str(role)}
                    place = (other, "AssumeRolePolicyDocument") if variant == "trust" else (role,)
                    yield self.at(place[0], *place[1:], tasks=(task.name,), variant=variant, **words)


def _told(graph: Graph, value: object) -> Resource | None:
    if isinstance(value, Reference) and value.attribute != "Arn":
        return None
    return graph.target(settled(graph, value), ROLE)  # type: ignore[arg-type]


def _for_people(role: Resource) -> bool:
    """Whether every principal of its trust is a role or an account."""
    found = list(statements(role.get("AssumeRolePolicyDocument")))
    whom = [statement.get("Principal") for statement in found]
    return bool(whom) and all(
        isinstance(each, Mapping) and [key for key, _ in each.entries] == ["AWS"] for each in whom
    )


def _refused(context: Context, role: Resource, other: Resource) -> str:
    graph, roles = context.graph, context.permissions.roles
    trust = plain(graph, other.get("AssumeRolePolicyDocument"))
    caller = Caller(arn=text(graph, Reference(role.path, "Arn")), account=text(graph, account(graph)))
    resource = text(graph, Reference(other.path, "Arn"))
    trusted = Question(_ASSUME, resource, caller, WHOLE, {}, {"the trust": trust}, same_account=False)
    if decided(graph, trusted).verdict is Truth.NO:
        return "trust"
    if roles.unseen(role) or not isinstance(role.get("PermissionsBoundary"), Absent):
        return ""
    own = {
        policy.name: managed_policy(plain(graph, policy.document)) if policy.by_arn else plain(graph, policy.document)
        for policy in roles.policies(role)
    }
    asked = Question(_ASSUME, resource, caller, own, {}, {"the trust": trust}, same_account=True)
    return "policy" if decided(graph, asked).verdict is Truth.NO else ""
