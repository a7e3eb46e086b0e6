"""Ours: ECS Exec without a task role."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, TASK, VPC, template
from generator.rules._example_exec import EXEC_SERVICE, WITH_EXEC
from generator.rules._rule import LessonRule


class ExecWithoutRole(LessonRule):
    id = "ECS160"
    lesson = 16
    title = "ECS Exec is on, but the task definition has no task role"
    symptom = (
        "CreateService error: The service couldn't be created because a valid taskRoleArn is not being used "
        "(InvalidParameterException)"
    )
    why = (
        "Sessions are opened by an agent within the task, which speaks to Systems Manager as the task role. The "
        "execution role does not count."
    )
    fix = "Give the task definition a TaskRoleArn with the four ssmmessages actions, or leave EnableExecuteCommand out."
    good = WITH_EXEC
    bad = template(VPC, NAT, ROLE, TASK, EXEC_SERVICE)
