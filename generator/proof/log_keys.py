"""May CloudWatch Logs use the customer key that a log group is encrypted with?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.arns import account, arn, join, region
from generator.ecs.tasks import Task
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.policy_values import text
from generator.needs.service_permissions import let_any
from generator.stack import Absent, Graph, Reference, Resource, Value

GROUP, KEY = "AWS::Logs::LogGroup", "AWS::KMS::Key"
# General knowledge, 2026-11, to be checked with the CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs
# using AWS Key Management Service". That asks for ReEncrypt* and Describe* as well; what fails without is not known.
_NEEDED = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey")


def log_key_faults(context: Context) -> Iterator[Worded]:
    """Give the keys that are named by log groups and do not admit CloudWatch Logs."""
    graph = context.graph
    for group in graph.of_type(GROUP):
        key = graph.target(group.get("KmsKeyId"), KEY)
        missing = _missing(graph, key, group) if key else ""
        if key and missing:
            tasks = tuple(task.name for task in context.tasks if _writes(task, group))
            yield _fault(key, group, missing, tasks)


def _writes(task: Task, group: Resource) -> bool:
    values = (each.get("LogConfiguration", "Options", "awslogs-group") for each in task.containers)
    return any(task.graph.target(value, GROUP) is group for value in values)


def _missing(graph: Graph, key: Resource, group: Resource) -> str:
    """Give the action that the key's policy certainly keeps from CloudWatch Logs; empty when there is none."""
    policy = key.get("KeyPolicy")
    if isinstance(policy, Absent):
        return _NEEDED[0]  # The default key policy admits the account's own identities, and no service.
    name = group.get("LogGroupName")
    called: Value = Reference(group.path) if isinstance(name, Absent) else name
    known = {
        "kms:EncryptionContext:aws:logs:arn": text(graph, arn(graph, "logs", "log-group:", called)),
        "aws:SourceAccount": text(graph, account(graph)),
    }
    principals = [
        join("logs.", region(graph), ".", suffix) for suffix in ("amazonaws.com", graph.pseudo("AWS::URLSuffix"))
    ]
    principals.append(join("logs.amazonaws.com"))
    for action in _NEEDED:
        if let_any(graph, [policy], principals, action, Reference(key.path, "Arn"), known) is Truth.NO:
            return action
    return ""


def _fault(key: Resource, group: Resource, action: str, tasks: tuple[str, ...]) -> Worded:
    written = not isinstance(key.get("KeyPolicy"), Absent)
    whose = f"the policy of {key}" if written else f"{key} has the default key policy, which"
    what = (
        f"{whose} does not let CloudWatch Logs use it ({action}), but {group} is encrypted with it: the specified KMS "
    )
    what += "key does not exist or is not allowed to be used, and the log group is not created"
    fix = "KeyPolicy: allow kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey* and kms:DescribeKey to "
    fix += "Principal Service logs.<region>.amazonaws.com"
    return Worded("ECS022", key, ("KeyPolicy",) if written else (), what, fix, tasks)
