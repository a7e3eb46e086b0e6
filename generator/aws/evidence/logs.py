"""The last lines that a stopped task wrote, by what its definition says of the awslogs driver.

The stream of a container is ``prefix/container/task id`` (ECS developer guide, "Send Amazon ECS logs to CloudWatch",
read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.aws.evidence.asking import Asking
from generator.diagnosis.bundle import Log, Task
from generator.diagnosis.masking import masked

LINES = 40
"""How many of a container's last lines are kept."""

Streams = Mapping[str, tuple[str, str]]
"""By container: group and prefix of its log."""


def streams(asking: Asking, definition: str) -> Streams:
    """Where the containers of a task definition log to, in this region."""
    answer = asking.ask("ecs", "describe_task_definition", taskDefinition=definition) or {}
    told: dict[str, tuple[str, str]] = {}
    for container in (answer.get("taskDefinition") or {}).get("containerDefinitions", ()):
        options = _awslogs(container)
        here = options.get("awslogs-region") in (None, asking.cloud.region)
        if here and options.get("awslogs-group") and options.get("awslogs-stream-prefix"):
            told[container["name"]] = (options["awslogs-group"], options["awslogs-stream-prefix"])
    return told


def _awslogs(container: Mapping[str, Any]) -> Mapping[str, str]:
    configuration = container.get("logConfiguration") or {}
    options: Mapping[str, str] = configuration.get("options") or {}
    return options if configuration.get("logDriver") == "awslogs" else {}


def last_lines(asking: Asking, task: Task, where: Streams) -> Iterator[Log]:
    """The last lines of each container of a task that ran at all."""
    for container in task.containers:
        if container.name not in where or container.exit_code is None:
            continue
        group, prefix = where[container.name]
        stream = f"{prefix}/{container.name}/{task.arn.rpartition('/')[2]}"
        answer = asking.ask(
            "logs", "get_log_events", logGroupName=group, logStreamName=stream, limit=LINES, startFromHead=False
        )
        lines, count = masked(event.get("message", "") for event in (answer or {}).get("events", ()))
        if lines:
            yield Log(task=task.arn, container=container.name, group=group, stream=stream, lines=lines, masked=count)
