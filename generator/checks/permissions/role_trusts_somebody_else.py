"""Lesson 3: a role that ECS cannot assume."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.roles import RoleUntrusting
from generator.remedy import Trust


class RoleTrustsSomebodyElse(Check):
    id = "ECS033"
    lesson = 3
    title = "Role of a task does not trust ecs-tasks.amazonaws.com"
    symptom = "ECS was unable to assume the role ... that was provided for this task"
    why = (
        "Both roles of a task are assumed by ecs-tasks.amazonaws.com. A trust policy for ecs.amazonaws.com or "
        "ec2.amazonaws.com serves the ECS service, or the instance, and not the tasks."
    )
    fix = "Allow sts:AssumeRole to the service ecs-tasks.amazonaws.com in AssumeRolePolicyDocument."
    fault = RoleUntrusting
    message = (
        "{resource} does not trust ecs-tasks.amazonaws.com, so the tasks of {task} do not start: ECS is unable to "
        "assume the role"
    )
    change = "AssumeRolePolicyDocument: allow sts:AssumeRole to Principal Service ecs-tasks.amazonaws.com"
    remedy = Trust("ecs-tasks.amazonaws.com")
    base = "nat"
    bad = {
        "ExecutionRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "ec2.amazonaws.com",
    }
