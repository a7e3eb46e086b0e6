"""Ours: ECS Exec without a task role."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.services import actions
from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent


class ExecWithoutRole(Check):
    id = "ECS160"
    lesson = 16
    title = "ECS Exec is on, but the task definition has no task role"
    symptom = (
        "CreateService error: The service couldn't be created because a valid taskRoleArn is not being used "
        "(InvalidParameterException)"
    )
    why = (
        "An agent in the task opens the sessions, and calls Systems Manager with the task role. The execution role "
        "does not count."
    )
    fix = "Give the task definition a TaskRoleArn with the four ssmmessages actions, or leave EnableExecuteCommand out."
    message = (
        "{task} has ECS Exec on, but {resource} has no task role; CreateService fails, because a valid taskRoleArn is "
        "not being used"
    )
    change = "TaskRoleArn: a role that trusts ecs-tasks.amazonaws.com and allows ssmmessages:{channels}"
    base = "sessions"
    bad = {
        "TaskRole": None,
        "TaskDefinition.TaskRoleArn": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        channels = ", ".join(action.partition(":")[2] for action in actions("exec"))
        for task in context.tasks:
            if task.definition is None or task.exec_enabled is not Truth.YES or task.fargate is not Truth.YES:
                continue  # On EC2 the role of the instance may do instead.
            if isinstance(task.role("TaskRoleArn"), Absent):
                yield self.at(task.definition, tasks=(task.name,), task=task.name, channels=channels)
