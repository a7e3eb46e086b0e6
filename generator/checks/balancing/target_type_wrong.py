"""A target group for instances, before tasks with interfaces of their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Literal


class TargetTypeWrong(Check):
    id = "ECS140"
    lesson = 14
    title = "Target group takes instances, but tasks are registered by IP address"
    symptom = (
        "CreateService error: The provided target group ... has target type instance, which is incompatible with "
        "the awsvpc network mode specified in the task definition"
    )
    why = (
        "In the awsvpc network mode, which Fargate always uses, targets are the IP addresses of tasks. TargetType is "
        "instance by default. It cannot be changed later: CloudFormation replaces the target group."
    )
    fix = "Set TargetType of the target group to ip."
    message = {
        "": (
            "TargetType of {resource} is {type}, but tasks of {task} are registered by IP address: CreateService "
            "fails (target type {type} is incompatible with the awsvpc network mode)"
        ),
        "default": (
            "TargetType of {resource} is instance by default, but tasks of {task} are registered by IP address: "
            "CreateService fails (target type instance is incompatible with the awsvpc network mode)"
        ),
    }
    change = "TargetType: ip"
    remedy = Write("TargetType", "ip")
    base = "balanced"
    bad = {
        "Targets.TargetType": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the target groups of tasks in awsvpc mode that take anything but addresses."""
        for task in context.tasks:
            if task.awsvpc is not Truth.YES:
                continue
            for group in (target.group for target in context.balancers.targets(task)):
                value = group.get("TargetType") if group else Literal("ip")
                if group and isinstance(value, Absent):
                    yield self.at(group, "TargetType", tasks=(task.name,), variant="default", task=task.name)
                elif group and (literal(value) or "ip") != "ip":
                    yield self.at(group, "TargetType", tasks=(task.name,), task=task.name, type=literal(value))
