"""Containers that are told to do what ends at once, and health checks that can only fail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, unknown
from generator.stack import Value

_ENDS = re.compile(r"(/usr)?(/bin/)?(true|false|echo|exit|ls|pwd|date|whoami|env)\b[^|&;]*|(/bin/)?(sh|bash)")
_SHELLS = ("sh", "bash", "/bin/sh", "/bin/bash")
_FAILS = re.compile(r"\s*(exit\s+[1-9][0-9]*|false|/bin/false)\s*")


def ends_at_once(task: Task) -> Iterator[Answer]:
    """Say which container of a service ends as soon as it is started, so that its task is started again and again.

    Source: ECS API Reference, ContainerDefinition, essential, entryPoint and command; read 2026-11.
    """
    if task.service is None:
        return
    for container in task.containers:
        told = _told(container)
        ends = told is not None and _ENDS.fullmatch(told) is not None
        if ends and (literal(container.get("Essential")) or "true").lower() == "true":
            yield unknown(f"{container.name} is told to run {told}, which ends, and its task with it")
        check = [literal(value) for _, value in items(container.get("HealthCheck", "Command"))]
        if len(check) == 2 and check[1] is not None and _FAILS.fullmatch(check[1]):
            yield unknown(f"the health check of {container.name} is {check[1]}, which only fails")


def _told(container: Container) -> str | None:
    """What a container runs, as one text; None when that is not written out, or the image says it."""
    entry, command = _words(container.get("EntryPoint")), _words(container.get("Command"))
    if entry is None or command is None or not command:
        return None
    if entry and entry[0] in _SHELLS and entry[1:2] == ["-c"] and len(entry) == 2:
        return command[0].strip()
    if entry and entry[0] not in _SHELLS:
        return None
    if command[0] in _SHELLS and command[1:2] == ["-c"] and len(command) == 3:
        return command[2].strip()
    return " ".join(command) if not entry and command[0] not in _SHELLS else None


def _words(value: Value) -> list[str] | None:
    found = [literal(each) for _, each in items(value)]
    return None if None in found else [each for each in found if each is not None]
