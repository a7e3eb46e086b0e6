"""Containers that wait for what does not come, and health checks that nothing passes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.containers.commands import Script, endless, ends_badly, slept, told
from generator.ecs.containers.dependencies import Dependency, dependencies
from generator.ecs.containers.health_checks import health_check, health_matters, ports
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, unknown
from generator.stack import Absent

_STARTS_WITHIN = 180
"""Seconds that are waited for a container where it says nothing: the agent's ECS_CONTAINER_START_TIMEOUT."""
_AT_ONCE = re.compile(r"(/usr)?(/bin/)?(true|false|echo|exit|ls|pwd|date|env)\b[^|&;]*")
_LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1):(\d{1,5})\b")
_CODES = 50


def waits_in_vain(task: Task) -> Iterator[Answer]:
    """Say which wait has no end, and which check has no success.

    Sources: ECS API Reference, ContainerDependency (SUCCESS: an end with zero), ContainerDefinition, startTimeout,
    ContainerRestartPolicy (50 exit codes), HealthCheck (a timeout counts as a failure, after 5 seconds by default);
    read 2026-11.
    """
    for entry in dependencies(task):
        yield from (unknown(f"{entry.container.name} waits for {entry.name}, {why}") for why in _in_vain(entry))
    for container in task.containers:
        named = [
            literal(container.get("DependsOn", index, "ContainerName"))
            for index, _ in items(container.get("DependsOn"))
        ]
        if len(set(named)) < len(named):
            yield unknown(f"{container.name} waits for one container twice, and what ECS makes of that is not known")
        codes = list(items(container.get("RestartPolicy", "IgnoredExitCodes")))
        if len(codes) > _CODES:
            yield unknown(
                f"RestartPolicy of {container.name} has {len(codes)} IgnoredExitCodes, and {_CODES} are taken"
            )
        if health_matters(task, container):
            for why in _never_healthy(container):
                yield unknown(f"the health check of {container.name} {why}")


def _in_vain(entry: Dependency) -> Iterator[str]:
    awaited = entry.awaited
    words = told(awaited) if awaited is not None else None
    if awaited is None or words is None:
        return
    text = " ".join(words.words) if words.script is None else words.script
    if entry.condition == "HEALTHY" and words.words and _AT_ONCE.fullmatch(text.strip()):
        yield f"which runs {text[:60]} and ends, to be healthy"
    if entry.condition not in ("SUCCESS", "COMPLETE"):
        return
    if never := endless(words):
        yield f"which runs {never[:60]} and never ends"
    if entry.condition == "SUCCESS" and (bad := ends_badly(words)):
        yield f"which ends with {bad[:60]}, to succeed"
    allowed = number(awaited.get("StartTimeout"))
    asleep = slept(words)
    if asleep and asleep >= (allowed or _STARTS_WITHIN):
        yield f"which sleeps for {asleep} s, no longer than {allowed or _STARTS_WITHIN} s (StartTimeout)"
    if literal(awaited.get("RestartPolicy", "Enabled")) == "true":
        codes = [literal(code) for _, code in items(awaited.get("RestartPolicy", "IgnoredExitCodes"))]
        if "0" not in codes:
            yield "which its RestartPolicy starts again whenever it ends"
    asked = {int(port) for port in _LOCAL.findall(text)}
    if asked & ports(entry.container)[0] and re.search(r"\b(until|while|wait-for|wait_for|dockerize)\b", text):
        yield "which itself waits for a port of it"


def _never_healthy(container: Container) -> Iterator[str]:
    check = health_check(container)
    if check is None or check.off or check.words is None:
        return
    words = [word for word in check.words if isinstance(word, str)]
    if len(words) == 1 and len(check.words) == 1 and words[0] in ("CMD", "CMD-SHELL"):
        yield f"is {words[0]} without a program"
    if len(words) != 2 or words[0] != "CMD-SHELL":
        return
    script = Script(words[1])
    if script.broken:
        yield f"is a script with {script.broken}"
    if script.text.strip().startswith("! "):
        yield "turns its answer round (!): it fails where what it asks succeeds"
    commands = script.commands
    if commands:
        last = commands[-1][1]
        fails = re.fullmatch(r"exit ([1-9]\d*)|false", " ".join(last))
        others = any(each[:2] == ("exit", "0") for _, each in commands)
        plain = all(before in (";", "&&") for before, _ in commands)
        if fails and plain and len(commands) > 1 and not others:
            yield f"ends with {' '.join(last)} whatever it finds"
        timeout = number(check.get("Timeout"))
        limit = 5 if isinstance(check.get("Timeout"), Absent) else timeout
        waits = sum(int(each[1]) for _, each in commands if len(each) == 2 and each[0] == "sleep" and each[1].isdigit())
        if limit is not None and waits >= limit:
            yield f"sleeps for {waits} s, and fails after {limit} s (Timeout)"
