"""A log router that writes to AWS in a task without a task role."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.logs.log_router_is_missing import LogRouterIsMissing
from generator.finding import Finding
from generator.needs.agent.routed_logs import LogRouterWithoutRole, losses
from generator.needs.context import Context


class LogRouterHasNoRole(Check):
    id = "WCS227"
    lesson = 22
    title = "Log router writes to AWS, and its task has no task role"
    symptom = "Tasks run, and their log stays empty; the router's own log says that it finds no credentials"
    why = "The router is a program in the task: it calls AWS as the task role, not as the execution role."
    fix = "Set TaskRoleArn to a role that trusts ecs-tasks.amazonaws.com and allows what the router does."
    fault = LogRouterWithoutRole
    message = (
        "{resource} has no TaskRoleArn, and the log router {router} needs one to {action.why} ({action.name}): tasks "
        "run, and their output is lost"
    )
    change = "TaskRoleArn: a role that trusts ecs-tasks.amazonaws.com and allows {action.name} on {action.target}"
    base = "nat"
    good = LogRouterIsMissing.good
    bad = {"TaskDefinition.TaskRoleArn": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Look at the routers of each task."""
        for task in context.tasks:
            yield from (self.word(fault) for fault in losses(context, task) if isinstance(fault, LogRouterWithoutRole))
