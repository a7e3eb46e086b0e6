"""Ours: ECS Exec with a task role that does not let it work."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import _denied
from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.agent.sessions import SessionDenied, session_permission
from generator.needs.context import Context

_THEN = "Tasks run, but aws ecs execute-command fails with TargetNotConnectedException"


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
    fault = SessionDenied
    message = {variant: f"{words}. {_THEN}" for variant, words in _denied.MESSAGE.items()}
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "sessions"
    bad = {
        "TaskRole.Policies.0.PolicyDocument.Statement.0.Action": "ssmmessages:*ControlChannel",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find it beside the matrix: tasks run without sessions, so that no need of theirs is a no."""
        for task in context.tasks:
            if task.exec_enabled is Truth.YES and task.definition is not None:
                for cause in session_permission(context, task).causes:
                    if isinstance(cause, SessionDenied):
                        yield self.word(cause)
