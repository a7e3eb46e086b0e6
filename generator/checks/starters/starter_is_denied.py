"""The role of what starts a task may not run it, or not pass its roles."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.starters import _denied
from generator.needs.starters.starter_roles import StarterDenied


class StarterIsDenied(Check):
    id = "ECS282"
    lesson = 28
    title = "Role of what starts a task may not run it, or not pass its roles"
    symptom = (
        "FailedInvocations, and no task; in CloudTrail: is not authorized to perform: iam:PassRole (or ecs:RunTask)"
    )
    why = (
        "RunTask takes ecs:RunTask on the task definition, whose ARN has a revision, and iam:PassRole on both roles "
        "that the definition names: the execution role as well as the task role."
    )
    fix = (
        "Allow ecs:RunTask on the task definition (Ref, or its family with :*), and iam:PassRole on both roles, with "
        "iam:PassedToService ecs-tasks.amazonaws.com."
    )
    fault = StarterDenied
    message = {variant: f"{words}. No task starts" for variant, words in _denied.MESSAGE.items()}
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "scheduled"
    bad = {"NightlyRole.Policies.0.PolicyDocument.Statement.1.Resource": "!GetAtt TaskRole.Arn"}
