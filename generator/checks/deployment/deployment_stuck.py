"""Ours: a deployment that can neither stop a task nor start one."""

from __future__ import annotations

from generator.checks.check import Check


class DeploymentStuck(Check):
    id = "ECS130"
    lesson = 13
    title = "Deployment can never replace a task"
    symptom = (
        "service (...) was unable to stop or start tasks during a deployment because of the service deployment "
        "configuration. Update the minimumHealthyPercent or maximumPercent value and try again."
    )
    why = (
        "ECS rounds MinimumHealthyPercent of the desired count up and MaximumPercent of it down. When both give the "
        "desired count itself, as 100 and 100 do, or 100 and 150 with one task, no task may go first and none may "
        "come first. The first deployment works; every later one hangs."
    )
    fix = "Raise MaximumPercent (200 is the default), or lower MinimumHealthyPercent so that a task may stop first."
    base = "nat"
    good = {
        "Service.DeploymentConfiguration": "{MinimumHealthyPercent: 100, MaximumPercent: 200}",
    }
    bad = {
        "Service.DeploymentConfiguration.MaximumPercent": "100",
    }
