"""Ours: ECS Exec without a task role."""

from __future__ import annotations

from generator.checks.check import Check


class ExecWithoutRole(Check):
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
    base = "sessions"
    bad = {
        "TaskRole": None,
        "TaskDefinition.TaskRoleArn": None,
    }
