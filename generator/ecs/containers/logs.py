"""Where containers send their output: the log group that the awslogs driver is given."""

from __future__ import annotations

from generator.ecs.tasks import Container
from generator.stack import Literal, Value

LOG_GROUP = "AWS::Logs::LogGroup"
OPTIONS = ("LogConfiguration", "Options")
"""Steps from a container to the options of its log driver."""
MULTILINE = ("awslogs-datetime-format", "awslogs-multiline-pattern")
"""Two options that say where a message of several lines begins; the first goes before the second."""


def by_awslogs(container: Container) -> bool:
    """Tell whether a container certainly logs to CloudWatch Logs."""
    return container.of_express or container.get("LogConfiguration", "LogDriver") == Literal("awslogs")


def log_group(container: Container) -> Value:
    """The log group that a container names; Absent where ECS makes one for an Express service."""
    if container.of_express:
        return container.get("AwsLogsConfiguration", "LogGroup")
    return container.get(*OPTIONS, "awslogs-group")
