"""May a function run the task whose definition it is told, and hand its roles to ECS?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.services.callers import FUNCTIONS, named_in_variables
from generator.ecs.tasks import Task
from generator.logic import Truth
from generator.needs.agent.roles import ECS_TASKS
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action, Denied
from generator.stack import Absent, Reference


@dataclass(frozen=True)
class FunctionStartDenied(Denied):
    """The role of a function may run a task, and not pass one of its roles."""


def function_starts(context: Context, task: Task) -> Iterator[Fault]:
    """Find what keeps functions, which may run the task, from doing so.

    A function that is told the definition and may not run it may want it for something else. Sources: ECS Developer
    Guide, "IAM permissions required to pass a role to Amazon ECS"; serverless-application-model #2247; read 2026-11.
    """
    definition = task.definition
    if definition is None:
        return
    for function in context.graph.of_type(*FUNCTIONS):
        roles = context.permissions.roles
        role = roles.resource(function.get("Role")) or roles.made_for(function)
        if role is None or not named_in_variables(function, definition):
            continue
        run = Action("ecs:RunTask", Reference(definition.path), "run the task")
        may = context.permissions.by_role(task, role, run, FunctionStartDenied, FunctionStartDenied)
        for kind, words in (("ExecutionRoleArn", "execution role"), ("TaskRoleArn", "task role")):
            value = task.role(kind)
            if may.verdict is not Truth.YES or isinstance(value, Absent):
                continue
            passed = context.permissions.roles.resource(value)
            target = Reference(passed.path, "Arn") if passed else value
            action = Action("iam:PassRole", target, f"pass the {words}", (("iam:PassedToService", ECS_TASKS),))
            answer = context.permissions.by_role(task, role, action, FunctionStartDenied, FunctionStartDenied)
            yield from (cause for cause in answer.causes if isinstance(cause, FunctionStartDenied))
