"""A log router that writes as a task role which does not let it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import _denied
from generator.checks.check import Check
from generator.checks.logs.log_router_is_missing import LogRouterIsMissing
from generator.finding import Finding
from generator.needs.agent.routed_logs import LogRouterDenied, losses
from generator.needs.context import Context


class LogRouterIsDenied(Check):
    id = "WCS225"
    lesson = 22
    title = "Task role does not let the log router write"
    symptom = "Tasks run, and their log stays empty; the router's own log says AccessDeniedException"
    why = (
        "The router is a program in the task: it calls AWS as the task role. The execution role, which writes the logs "
        "of the driver awslogs, is ECS's own and no help here."
    )
    fix = "Allow the actions in a policy of the task role."
    fault = LogRouterDenied
    message = {
        variant: words.replace("which ECS needs", "which the log router needs").replace("and ECS needs", "and it needs")
        + ". Tasks run, and their output is lost"
        for variant, words in _denied.MESSAGE.items()
    }
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "nat"
    good = LogRouterIsMissing.good
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.0.Action": "logs:DescribeLogStreams"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Look at the routers of each task."""
        for task in context.tasks:
            yield from (self.word(fault) for fault in losses(context, task) if isinstance(fault, LogRouterDenied))
