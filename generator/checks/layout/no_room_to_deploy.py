"""Subnets that are full with the tasks of a service, so that a deployment has no address for the next one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.layout._crowds import crowds
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal


class NoRoomToDeploy(Check):
    id = "WCS243"
    lesson = 24
    title = "Subnets have no address left for the tasks of a deployment"
    symptom = "service was unable to place a task: RESOURCE:ENI, from the second deployment on"
    why = (
        "A rolling deployment starts new tasks beside the old ones, up to MaximumPercent, and stops none before one of "
        "them is healthy as long as MinimumHealthyPercent is 100, which is its default."
    )
    fix = "Give the subnets larger blocks, or let a deployment stop tasks first (MinimumHealthyPercent below 100)."
    message = (
        "{services} run {count} tasks in {subnets}, which have {room} addresses for them ({taken} go to endpoints and "
        "the like): a deployment that may stop none of them first has no address for the next one, and does not end"
    )
    change = "CidrBlock of {subnets}: room for more than {count} tasks; or MinimumHealthyPercent below 100"
    base = "nat"
    good = {"Subnet.CidrBlock": "10.0.0.0/28", "Service.DesiredCount": "10"}
    bad = {"Service.DesiredCount": "11"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what has room for the tasks that run, and for no other."""
        for crowd in crowds(context):
            if crowd.count == crowd.room and all(map(_keeps_all, crowd.tasks)):
                yield self.at(crowd.tasks[0].place, "DesiredCount", **crowd.words)


def _keeps_all(task: Task) -> bool:
    """Tell whether a deployment stops no task before another one is healthy.

    Source: ECS API Reference, DeploymentConfiguration, minimumHealthyPercent: 100 by default; read 2026-11.
    """
    assert task.service is not None
    value = task.service.get("DeploymentConfiguration", "MinimumHealthyPercent")
    return isinstance(value, Absent) or (isinstance(value, Literal) and (value.integer or 0) >= 100)
