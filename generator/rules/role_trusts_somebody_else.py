"""Lesson 3: a role that ECS cannot assume."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule


class RoleTrustsSomebodyElse(LessonRule):
    id = "ECS033"
    lesson = 3
    title = "Role of a task does not trust ecs-tasks.amazonaws.com"
    symptom = "ECS was unable to assume the role ... that was provided for this task"
    why = (
        "Both roles of a task are assumed by ecs-tasks.amazonaws.com. A trust in ecs.amazonaws.com or "
        "ec2.amazonaws.com is for the service, or the instance, and not for tasks."
    )
    fix = "Allow sts:AssumeRole to the service ecs-tasks.amazonaws.com in AssumeRolePolicyDocument."
    good = WITH_NAT
    bad = good.replace("Service: ecs-tasks.amazonaws.com", "Service: ec2.amazonaws.com")
