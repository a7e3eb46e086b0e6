"""Lesson 2: a log group with a customer key that CloudWatch Logs may not use."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.arns import account, arn, join, region
from generator.ecs.containers.logs import LOG_GROUP, log_group
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.policy_values import text
from generator.needs.permissions.service_permissions import policies_allow
from generator.stack import Absent, Graph, Reference, Resource, Value

# CloudWatch Logs User Guide, "Encrypt Log Data in CloudWatch Logs Using AWS KMS", Step 2 (as published in
# awsdocs/amazon-cloudwatch-logs-user-guide, read 2026-11): Encrypt*, Decrypt*, ReEncrypt*, GenerateDataKey* and
# Describe* for logs.<region>.amazonaws.com. Which of these its creation fails without, AWS does not tell.
_NEEDED = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey")
_USE = (
    "CloudWatch Logs use it ({action}), but {group} is encrypted with it; CreateLogGroup fails, because the specified "
    "KMS key does not exist or is not allowed to be used"
)


class LogKeyLocked(Check):
    id = "ECS022"
    lesson = 2
    fails_creation = True
    title = "CloudWatch Logs may not use the key of a log group"
    symptom = (
        "CREATE_FAILED: The specified KMS key does not exist or is not allowed to be used with LogGroup "
        "'arn:aws:logs:...'"
    )
    why = (
        "CloudWatch Logs uses the key as a service principal, which only the key policy can allow: policies of roles "
        "do not count, and the default key policy allows no service."
    )
    fix = "Add a statement for Principal Service logs.<region>.amazonaws.com to the KeyPolicy."
    message = {
        "policy": "the policy of {resource} does not let " + _USE,
        "default policy": "{resource} has the default key policy, which does not let " + _USE,
    }
    change = (
        "KeyPolicy: allow kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey* and kms:DescribeKey to "
        "Principal Service logs.<region>.amazonaws.com"
    )
    base = "nat"
    good = {
        "Key": """
            Type: AWS::KMS::Key
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
            Properties:
              KeyPolicy:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal:
                    AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'
                  Action: kms:*
                  Resource: '*'
                - Effect: Allow
                  Principal:
                    Service: !Sub 'logs.${AWS::Region}.amazonaws.com'
                  Action:
                  - kms:Encrypt
                  - kms:Decrypt
                  - kms:ReEncrypt*
                  - kms:GenerateDataKey*
                  - kms:DescribeKey
                  Resource: '*'
""",
        "LogGroup.KmsKeyId": "!GetAtt Key.Arn",
    }
    bad = {
        "Key.KeyPolicy.Statement.1": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        graph = context.graph
        for group in graph.of_type(LOG_GROUP):
            key = graph.target(group.get("KmsKeyId"), "AWS::KMS::Key")
            action = _action_denied(graph, key, group) if key else ""
            if key and action:
                tasks = tuple(task.name for task in context.tasks if _writes(task, group))
                written = not isinstance(key.get("KeyPolicy"), Absent)
                steps, variant = (("KeyPolicy",), "policy") if written else ((), "default policy")
                yield self.at(key, *steps, tasks=tasks, variant=variant, action=action, group=group)


def _writes(task: Task, group: Resource) -> bool:
    return any(task.graph.target(log_group(container), LOG_GROUP) is group for container in task.containers)


def _action_denied(graph: Graph, key: Resource, group: Resource) -> str:
    """The action that the key's policy certainly keeps from CloudWatch Logs; empty when there is none."""
    policy = key.get("KeyPolicy")
    if isinstance(policy, Absent):
        return _NEEDED[0]  # The default key policy admits the account's own identities, and no service.
    name = group.get("LogGroupName")
    called: Value = Reference(group.path) if isinstance(name, Absent) else name
    request = {
        "kms:EncryptionContext:aws:logs:arn": text(graph, arn(graph, "logs", "log-group:", called)),
        "aws:SourceAccount": text(graph, account(graph)),
    }
    principals = [
        join("logs.", region(graph), ".", suffix) for suffix in ("amazonaws.com", graph.pseudo("AWS::URLSuffix"))
    ]
    principals.append(join("logs.amazonaws.com"))
    for action in _NEEDED:
        if policies_allow(graph, [policy], principals, action, Reference(key.path, "Arn"), request) is Truth.NO:
            return action
    return ""
