"""Ours: ECS Exec with a task role that does not let it work."""

from __future__ import annotations

from generator.checks.check import Check


class ExecDenied(Check):
    id = "WCS160"
    lesson = 16
    title = "ECS Exec is on, but the task role does not allow its sessions"
    symptom = (
        "TargetNotConnectedException: The execute command failed due to an internal error, from aws ecs execute-command"
    )
    why = (
        "The agent in the task opens a control channel and a data channel to Systems Manager: "
        "ssmmessages:CreateControlChannel, CreateDataChannel, OpenControlChannel and OpenDataChannel. Tasks run "
        "without them; sessions do not open."
    )
    fix = "Allow the four actions on * in a policy of the task role."
    base = "sessions"
    bad = {
        "TaskRole.Policies.0.PolicyDocument.Statement.0.Action": "ssmmessages:*ControlChannel",
    }
