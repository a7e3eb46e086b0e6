"""A log router that no container hands its output to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.logs import log_router_is_missing
from generator.ecs.containers.log_routers import routers
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal, Mapping


class LogRouterIsIdle(Check):
    id = "WCS220"
    lesson = 22
    title = "No container hands its output to the log router"
    symptom = (
        "The router sends nothing on; or CREATE_FAILED: When a firelensConfiguration object is specified, at least one "
        "container has to be configured with the awsfirelens log driver"
    )
    why = "A log router gets the output of those containers only whose LogDriver is awsfirelens."
    fix = "Set LogDriver: awsfirelens on the containers whose output it is to get, or leave FirelensConfiguration out."
    message = (
        "{container} is a log router, and no other container of {resource} logs with awsfirelens: it gets no output to "
        "send on, and ECS has refused such task definitions"
    )
    change = "LogDriver of the other containers: awsfirelens; or leave FirelensConfiguration out"
    base = "nat"
    good = log_router_is_missing.LogRouterIsMissing.good
    bad = {"TaskDefinition.ContainerDefinitions.0.LogConfiguration": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find routers in tasks where every driver is known.

        Source of the
        refusal: amazon-cloudwatch-logs-for-fluent-bit #20; read 2026-11.
        """
        for task in context.tasks:
            found = routers(task)
            drivers = [each.get("LogConfiguration", "LogDriver") for each in task.containers if each not in found]
            certain = all(isinstance(driver, Absent | Literal) for driver in drivers)
            if task.unreadable or not certain or Literal("awsfirelens") in drivers:
                continue
            for router in found:
                if isinstance(router.get("FirelensConfiguration"), Mapping):
                    steps = (*router.steps, "FirelensConfiguration")
                    yield self.at(router.definition, *steps, tasks=(task.name,), container=router.name)
