"""A grace period without a health check that it could put off."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.health_checks import has_health_check
from generator.ecs.texts import number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import LeaveOut
from generator.stack import Absent, Listing, Value


class GraceForNothing(Check):
    id = "WCS132"
    lesson = 13
    title = "Grace period is set, but nothing checks the health of the tasks"
    symptom = "None: the value has no effect, and tasks that take long to start are not given the time"
    why = (
        "During HealthCheckGracePeriodSeconds, ECS does not replace tasks that are not healthy yet. Without a load "
        "balancer and without a container HealthCheck, no health check can fail, and ECS does not use the value."
    )
    fix = "Leave HealthCheckGracePeriodSeconds out, or add the load balancer or the HealthCheck that it was meant for."
    message = (
        "HealthCheckGracePeriodSeconds of {resource} has no effect: the service has no load balancer, and no "
        "container has a HealthCheck"
    )
    change = "leave HealthCheckGracePeriodSeconds out; or add the LoadBalancers it was meant for"
    remedy = LeaveOut("HealthCheckGracePeriodSeconds")
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.PortMappings": None,
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
    }
    bad = {
        "Service.HealthCheckGracePeriodSeconds": "60",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services with a grace period and neither balancer nor health check.

        Source: ECS API Reference, CreateService, read 2026-11: "unused" then. Once, the service was refused.
        """
        for task in context.tasks:
            service = task.service
            if service is None or number(service.get("HealthCheckGracePeriodSeconds")) is None:
                continue
            balanced = any(_may_hold(service.get(key)) for key in ("LoadBalancers", "VpcLatticeConfigurations"))
            if not balanced and has_health_check(task) is Truth.NO:
                yield self.at(service, "HealthCheckGracePeriodSeconds", tasks=(service.path,))


def _may_hold(value: Value) -> bool:
    return not isinstance(value, Absent) and value != Listing(())
