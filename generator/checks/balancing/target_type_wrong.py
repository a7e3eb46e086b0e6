"""Ours: a target group for instances, before tasks with interfaces of their own."""

from __future__ import annotations

from generator.checks.check import Check


class TargetTypeWrong(Check):
    id = "ECS140"
    lesson = 14
    title = "Target group takes instances, but the tasks have addresses of their own"
    symptom = (
        "CreateService error: The provided target group ... has target type instance, which is incompatible with "
        "the awsvpc network mode specified in the task definition"
    )
    why = (
        "With awsvpc, and so always on Fargate, targets are the addresses of tasks. TargetType is instance when it "
        "is left out, and cannot be changed later: the target group is replaced."
    )
    fix = "Set TargetType of the target group to ip."
    base = "balanced"
    bad = {
        "Targets.TargetType": None,
    }
