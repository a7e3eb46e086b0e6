"""Ours: a grace period without a health check that it could put off."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, TASK, VPC, template
from generator.rules._example_traffic import configured
from generator.rules._rule import LessonRule

_WORKER = "".join(
    line for line in TASK.splitlines(keepends=True) if "PortMappings" not in line and "HealthCheck" not in line
)


class GraceForNothing(LessonRule):
    id = "WCS132"
    lesson = 13
    title = "Grace period is set, but nothing checks the health of the tasks"
    symptom = "Nothing: the value has no effect, and tasks that need long to start are not given the time"
    why = (
        "HealthCheckGracePeriodSeconds keeps ECS from replacing tasks that are not healthy yet. Without a load "
        "balancer and without a container HealthCheck there is nothing to wait for, and the value is not used."
    )
    fix = "Leave HealthCheckGracePeriodSeconds out, or add the load balancer or the HealthCheck that it was meant for."
    good = template(VPC, NAT, ROLE, _WORKER, SERVICE)
    bad = template(VPC, NAT, ROLE, _WORKER, configured("      HealthCheckGracePeriodSeconds: 60\n"))
