"""Containers of a service that start and end again, or do not start: by command, path or what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.containers.own_addresses import own_addresses
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, unknown

_SHELLS = ("sh", "bash", "/bin/sh", "/bin/bash", "ash", "/bin/ash")
_SYSTEM = ("/usr/local/bin", "/usr/bin", "/bin")
_STREAM = re.compile(r"[^:*]*")


def cannot_run(task: Task) -> Iterator[Answer]:
    """Say what is known to end, to fail, or to ask where nothing answers.

    Sources: the lines above; ECS Developer Guide, "Fargate task networking" (containers of a task share an interface,
    and reach each other as localhost); CloudWatch Logs API Reference, CreateLogStream (no colon or asterisk in a name);
    moby, daemon/logger/awslogs (a pattern that does not compile is refused); not looked up, 2026-11.
    """
    for container in task.containers:
        essential = (literal(container.get("Essential")) or "true").lower() == "true"
        if task.service is not None and essential:
            yield from _ends(container)
        path = next(
            (each.text for each in all_variables(task) if each.container == container and each.name == "PATH"), None
        )
        if path is not None and not any(folder in path.split(":") for folder in _SYSTEM):
            yield unknown(f"PATH of {container.name} is {path[:60]}, without the folders of programs of its image")
        yield from _logs(container)
    if task.service is not None:
        yield from _asks_itself(task)


def _ends(container: Container) -> Iterator[Answer]:
    entry, command = _words(container, "EntryPoint"), _words(container, "Command")
    if entry is None or command is None:
        return
    told = [*entry, *command]
    if len(entry) == 2 and entry[0] in _SHELLS and entry[1] == "-c" and len(command) > 1:
        if " " not in command[0] and "$" not in command[0]:
            yield unknown(
                f"{container.name} runs {command[0]} alone: {entry[0]} -c takes one text, and the rest is for it"
            )
    elif told[:1] and told[0] in _SHELLS and told[1:2] == ["-c"] and len(told) == 3:
        if re.search(r"[^&>]&\s*$", told[2]) and not re.search(r"\bwait\b", told[2]):
            yield unknown(f"{container.name} leaves its program to the background, and its shell ends")
    elif len(told) == 2 and told[0] in ("sleep", "/bin/sleep") and re.fullmatch(r"\d{1,2}s?", told[1]):
        yield unknown(f"{container.name} sleeps for {told[1]} and ends, and its task with it")


def _words(container: Container, name: str) -> list[str] | None:
    found = [literal(each) for _, each in items(container.get(name))]
    return None if None in found else [each for each in found if each is not None]


def _logs(container: Container) -> Iterator[Answer]:
    options = ("LogConfiguration", "Options")
    prefix = literal(container.get(*options, "awslogs-stream-prefix"))
    if prefix is not None and not _STREAM.fullmatch(prefix):
        yield unknown(f"the streams of {container.name} begin with {prefix[:60]}, and have no colon and no asterisk")


def _asks_itself(task: Task) -> Iterator[Answer]:
    for each in own_addresses(task):
        yield unknown(
            f"{each.variable.name} of {each.variable.container.name} is {each.host}:{each.port}, and no container of "
            f"{task.name} is known to listen there"
        )
