"""Containers of a service that start and end again, or do not start: by command, path or what they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.containers.health_checks import ports
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import address, literal
from generator.logic import Answer, Truth, unknown

_SHELLS = ("sh", "bash", "/bin/sh", "/bin/bash", "ash", "/bin/ash")
_SYSTEM = ("/usr/local/bin", "/usr/bin", "/bin")
_STORES = ("postgres", "postgresql", "mysql", "redis", "rediss", "mongodb", "amqp", "amqps")
_CALLED = re.compile(r"\w*_(SERVICE|API|BACKEND|UPSTREAM)(_BASE)?_(URL|URI|ENDPOINT|HOST)", re.IGNORECASE)
_HOST_OF_STORE = re.compile(r"(DB|DATABASE|POSTGRES|PG|MYSQL|REDIS|MONGO|RDS)_?(HOST|HOSTNAME)", re.IGNORECASE)
_HERE = ("localhost", "127.0.0.1", "[::1]")
_STREAM = re.compile(r"[^:*]*")
_USUAL = {"postgres": 5432, "postgresql": 5432, "mysql": 3306, "redis": 6379, "rediss": 6379, "mongodb": 27017}


def cannot_run(task: Task) -> Iterator[Answer]:
    """Say what is known to end, to fail, or to ask where nothing answers.

    Sources: the lines above; ECS Developer Guide, "Fargate task networking" (containers of a task share an interface,
    and reach each other as localhost); CloudWatch Logs API Reference, CreateLogStream (no colon or asterisk in a name);
    moby, daemon/logger/awslogs (a pattern that does not compile is refused); from memory, 2026-11.
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
    pattern = literal(container.get(*options, "awslogs-multiline-pattern"))
    try:
        re.compile(pattern or "")
    except re.error:
        if pattern and not re.search(r"\\[pPzQC]|\(\?[UP]|\[\[:", pattern):
            yield unknown(f"awslogs-multiline-pattern of {container.name} is {pattern[:60]}, which is no pattern")


def _asks_itself(task: Task) -> Iterator[Answer]:
    """Addresses on localhost that no container of the task listens on; told where the one container is the only one."""
    if task.awsvpc is not Truth.YES or len(task.containers) != 1:
        return
    own, all_known = ports(task.containers[0])
    for variable in all_variables(task):
        found = address(variable.text) if variable.text else None
        if found is None or found.host.lower() not in _HERE or not all_known:
            continue
        port = found.port or _USUAL.get(found.scheme) or _port_of_host(variable.name)
        if port in own or port is None:
            continue
        if (
            found.scheme in _STORES
            or _HOST_OF_STORE.fullmatch(variable.name)
            or (found.scheme in ("http", "https", "") and _CALLED.fullmatch(variable.name))
        ):
            yield unknown(
                f"{variable.name} of {variable.container.name} is {found.host}:{port}, and no container of "
                f"{task.name} is known to listen there"
            )


def _port_of_host(name: str) -> int | None:
    found = _HOST_OF_STORE.fullmatch(name)
    return (
        _USUAL.get({"pg": "postgres", "mongo": "mongodb"}.get(found[1].lower(), found[1].lower()), 5432)
        if found
        else None
    )
