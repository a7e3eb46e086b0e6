"""May ECS assume the roles of a task?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import account, arn
from generator.ecs.roles import linked_service
from generator.ecs.tasks import Task
from generator.iam import ABSENT, Caller
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.calls import Wanted
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.never_starts import NeverStarts
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import Question, decided
from generator.needs.row import Need
from generator.stack import Absent, Pseudo, Reference, shown

ECS_TASKS = "ecs-tasks.amazonaws.com"


@dataclass(frozen=True)
class RoleUntrusting(Fault):
    """A role does not let ECS assume it for a task."""

    task: str


def role_trust(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each role of a task that ECS has to assume."""
    for kind in ("ExecutionRoleArn", "TaskRoleArn"):
        used = kind == "TaskRoleArn" or want.private_images or want.secrets or want.logs or want.files
        if used and not isinstance(task.role(kind), Absent):
            yield Need(f"trust in {kind}", 3, "ECS assumes the role"), _trusts_ecs(context, task, kind)


def _trusts_ecs(context: Context, task: Task, kind: str) -> Answer:
    graph, value = context.graph, task.role(kind)
    role = context.permissions.roles.resource(value)
    if role is None and (service := linked_service(value)) and service != ECS_TASKS:
        assert task.definition is not None
        said = f"{kind} of {task.definition} is the service-linked role of {service}, which nobody else can assume"
        instead = f"{kind}: a role that trusts {ECS_TASKS}"
        return no(NeverStarts(task.definition, (kind,), (task.name,), said, instead))
    if role is None:
        return unknown(f"the role ({shown(value)}) is not created in these templates")
    document = plain(graph, role.get("AssumeRolePolicyDocument"))
    own = text(graph, Reference(role.path, "Arn"))
    request = {
        "aws:SourceAccount": text(graph, account(graph)),
        "aws:SourceArn": text(graph, arn(graph, "ecs", Pseudo("the task"))),
        "sts:ExternalId": ABSENT,
    }
    caller, trust = Caller(service=ECS_TASKS), {"AssumeRolePolicyDocument": document}
    decision = decided(graph, Question("sts:AssumeRole", own, caller, context=request, resource_policies=trust))
    if decision.verdict is Truth.YES:
        return yes(str(role), f"trusts {ECS_TASKS}")
    if decision.verdict is Truth.UNKNOWN:
        return unknown(*decision.because)
    return no(RoleUntrusting(role, ("AssumeRolePolicyDocument",), (task.name,), task.name))
