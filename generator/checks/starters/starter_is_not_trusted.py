"""The role of what starts a task does not trust it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.starters.starter_roles import StarterUntrusted
from generator.remedy import Trust


class StarterIsNotTrusted(Check):
    id = "ECS281"
    lesson = 28
    title = "Role of what starts a task does not trust it"
    symptom = (
        "FailedInvocations of the rule, and no task; or CREATE_FAILED: The execution role you provide must allow AWS "
        "EventBridge Scheduler to assume the role"
    )
    why = (
        "Rules come as events.amazonaws.com, schedules as scheduler.amazonaws.com, pipes as pipes.amazonaws.com, and "
        "state machines as states.amazonaws.com: each needs a trust policy that names it. Conditions on aws:SourceArn "
        "have to name the rule, the pipe or the state machine; for a schedule, its group."
    )
    fix = "Allow sts:AssumeRole to the service in AssumeRolePolicyDocument."
    fault = StarterUntrusted
    message = (
        "{resource} does not let {service} assume it, so {task} starts no task: the invocation fails, or the creation "
        "is refused already"
    )
    change = "AssumeRolePolicyDocument: allow sts:AssumeRole to Principal Service {service}"
    remedy = Trust("{service}")
    base = "scheduled"
    bad = {"NightlyRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "ecs-tasks.amazonaws.com"}
