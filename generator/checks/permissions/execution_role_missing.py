"""Lesson 3: ECS has something to do for a task, and no role to do it with."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.permissions import RoleMissing


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
    message = "{task} has no {kind}, but ECS has to {action.why} for it ({action.name})"
    change = "{kind}: a role that trusts ecs-tasks.amazonaws.com and allows what the task needs"
    base = "nat"
    bad = {
        "TaskDefinition.ExecutionRoleArn": None,
    }
