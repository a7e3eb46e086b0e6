"""Lesson 3: a task definition without the role that ECS needs to start its tasks."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.permissions.permissions import RoleMissing


class ExecutionRoleMissing(Check):
    id = "ECS032"
    lesson = 3
    title = "Task definition needs an execution role and has none"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed; "
        "or: Fargate requires task definition to have execution role ARN to support ECR images"
    )
    why = "An image in ECR, the awslogs driver and injected secrets are all fetched with the execution role."
    fix = "Set ExecutionRoleArn to a role that trusts ecs-tasks.amazonaws.com and carries what the task needs."
    fault = RoleMissing
    message = (
        "the task definition of {task} has no {kind}, but ECS needs one to {action.why} ({action.name}); tasks do not "
        "start"
    )
    change = "{kind}: a role that trusts ecs-tasks.amazonaws.com and allows what the task needs"
    base = "nat"
    bad = {
        "TaskDefinition.ExecutionRoleArn": None,
    }
