"""Something starts a task, and has no role to start it with."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.starters.starter_roles import StarterRoleMissing


class StarterHasNoRole(Check):
    id = "ECS280"
    lesson = 28
    title = "Target that starts a task has no RoleArn"
    symptom = "CREATE_FAILED: RoleArn is required for target arn:aws:ecs:...:cluster/..."
    why = (
        "EventBridge calls RunTask with a role of yours, which each target names. RoleArn of the rule itself is not "
        "used for its targets."
    )
    fix = "Set RoleArn in the target: a role that trusts events.amazonaws.com and may run and pass what the task needs."
    fault = StarterRoleMissing
    message = {
        "none": "{task} starts a task and names no role to do it with: its creation fails, RoleArn is required",
        "elsewhere": (
            "the target of {task} starts a task and names no role; RoleArn of the rule itself is not used for targets, "
            "and its creation fails: RoleArn is required"
        ),
    }
    change = {
        "none": "RoleArn: the ARN of a role that may run the task",
        "elsewhere": "RoleArn: move it into the target",
    }
    base = "scheduled"
    bad = {"Nightly.Targets.0.RoleArn": None}
