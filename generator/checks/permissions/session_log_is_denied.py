"""ECS Exec whose sessions are encrypted or logged by what the task role may not use."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import _denied
from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.agent.sessions import SessionLogDenied, session_log_faults
from generator.needs.context import Context

_THEN = "Tasks run, but aws ecs execute-command opens no session, or one that is not logged"


class SessionLogIsDenied(Check):
    id = "WCS168"
    lesson = 16
    title = "ECS Exec is on, but the task role may not use the key or the log of its sessions"
    symptom = (
        "SessionManagerPlugin: Fetching data key failed: Unable to retrieve data key; or: Couldn't start the session "
        "because we are unable to validate encryption on your Amazon S3 bucket"
    )
    why = (
        "ExecuteCommandConfiguration of the cluster names a key, a log group or a bucket for sessions, and the agent "
        "in the task uses them as the task role."
    )
    fix = "Allow kms:Decrypt on the key, and the writing of logs, in a policy of the task role."
    fault = SessionLogDenied
    message = {variant: f"{words}. {_THEN}" for variant, words in _denied.MESSAGE.items()}
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "sessions"
    good = {
        "Cluster.Configuration": (
            "{ExecuteCommandConfiguration: {Logging: OVERRIDE, LogConfiguration: {CloudWatchLogGroupName: !Ref "
            "LogGroup}}}"
        ),
        "TaskRole.Policies.0.PolicyDocument.Statement.1": (
            "{Effect: Allow, Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:Describe*'], Resource: '*'}"
        ),
    }
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.1.Action": "'logs:Describe*'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find it beside the matrix: tasks run without sessions."""
        for task in context.tasks:
            if task.exec_enabled is Truth.YES:
                yield from (self.word(fault) for fault in session_log_faults(context, task))
