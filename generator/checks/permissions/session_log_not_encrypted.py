"""A log group for sessions that has to be encrypted, and is not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.clusters import CLUSTER
from generator.ecs.containers.logs import LOG_GROUP
from generator.ecs.tasks import flag
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent

_LOG = ("Configuration", "ExecuteCommandConfiguration", "LogConfiguration")


class SessionLogNotEncrypted(Check):
    id = "WCS401"
    lesson = 40
    title = "Sessions ask for an encrypted log group, and theirs has no key"
    symptom = (
        "SessionId: ecs-execute-command-...: We couldn't start the session because encryption is not set up on the "
        "selected CloudWatch Logs log group"
    )
    why = (
        "With CloudWatchEncryptionEnabled, the agent opens a session only when its log group is encrypted with a key "
        "of KMS. Tasks run without."
    )
    fix = "Set KmsKeyId on the log group, with a key that CloudWatch Logs may use; or leave out the setting."
    message = (
        "CloudWatchEncryptionEnabled of {resource} is on, and {group}, where sessions are logged, has no KmsKeyId: no "
        "session of {task} opens (encryption is not set up on the selected CloudWatch Logs log group)"
    )
    change = "KmsKeyId of {group}: the ARN of a key; or CloudWatchEncryptionEnabled: false"
    base = "sessions"
    good = {
        "Cluster.Configuration": (
            "{ExecuteCommandConfiguration: {Logging: OVERRIDE, LogConfiguration: {CloudWatchLogGroupName: !Ref "
            "LogGroup, CloudWatchEncryptionEnabled: false}}}"
        ),
        "TaskRole.ManagedPolicyArns": "[!Sub 'arn:${AWS::Partition}:iam::aws:policy/CloudWatchLogsFullAccess']",
    }
    bad = {"Cluster.Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchEncryptionEnabled": "true"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find clusters that ask so of a group which is made here.

        Source: amazon-ecs-exec-checker #65 and #79 (the message; in the latter it was a role that could not see the
        encryption); read 2026-11. ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec"; not looked up.
        """
        for task in context.tasks:
            service = task.service
            cluster = context.graph.target(service.get("Cluster"), CLUSTER) if service else None
            if cluster is None or task.exec_enabled is not Truth.YES:
                continue
            group = context.graph.target(cluster.get(*_LOG, "CloudWatchLogGroupName"), LOG_GROUP)
            asked = flag(cluster.get(*_LOG, "CloudWatchEncryptionEnabled")) is Truth.YES
            if asked and group is not None and isinstance(group.get("KmsKeyId"), Absent):
                steps = (*_LOG, "CloudWatchEncryptionEnabled")
                yield self.at(cluster, *steps, tasks=(task.name,), group=group)
