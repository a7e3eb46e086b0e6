"""What rules and schedules tell ECS of the task that they start, where ECS does not read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.ecs.tasks import DEFINITION, items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource, Value

_OF_TASK = (
    "containerOverrides", "cpu", "memory", "ephemeralStorage", "executionRoleArn", "taskRoleArn",
    "inferenceAcceleratorOverrides",
)  # fmt: skip
_OF_CONTAINER = (
    "name", "command", "environment", "environmentFiles", "cpu", "memory", "memoryReservation", "resourceRequirements",
)  # fmt: skip
_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (1, 7))
_NAMES = ("minutes", "hours", "days of the month", "months", "days of the week")


def of_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    yield from _cron(rule, literal(rule.get("ScheduleExpression")))
    for index, _ in items(rule.get("Targets")):
        told = rule.get("Targets", index, "EcsParameters", "TaskDefinitionArn")
        if not isinstance(told, Absent):
            yield from _told(graph, rule, rule.get("Targets", index, "Input"), told)


def of_schedule(graph: Graph, schedule: Resource) -> Iterator[str]:
    yield from _cron(schedule, literal(schedule.get("ScheduleExpression")))
    told = schedule.get("Target", "EcsParameters", "TaskDefinitionArn")
    if not isinstance(told, Absent):
        yield from _told(graph, schedule, schedule.get("Target", "Input"), told)


def _told(graph: Graph, place: Resource, written: Value, named: Value) -> Iterator[str]:
    """Source: ECS API Reference, TaskOverride and ContainerOverride (names as in the API, environment is a list; a
    container's memory is within its task's); EventBridge User Guide, "Targets" (Input of ECS); from memory, 2026-11."""
    try:
        told = json.loads(literal(written) or "{}")
    except ValueError:
        return
    if not isinstance(told, dict):
        return
    for key in told:
        if key not in _OF_TASK and key.lower() in (each.lower() for each in _OF_TASK):
            yield f"Input of {place} has {key[:40]}, which ECS writes in another case"
    definition = graph.target(named, DEFINITION)
    most = number(definition.get("Memory")) if definition else None
    most = None if "memory" in told else most
    listed = told.get("containerOverrides")
    for one in listed if isinstance(listed, list) else ():
        yield from _of_container(place, one, most) if isinstance(one, dict) else ()


def _of_container(place: Resource, one: dict[str, Any], most: int | None) -> Iterator[str]:
    for key in one:
        if key not in _OF_CONTAINER:
            yield f"a container override of {place} has {str(key)[:40]}, which ECS does not take"
    given = one.get("environment")
    entries = given if isinstance(given, list) else []
    if given is not None and not isinstance(given, list):
        yield f"the environment of a container override of {place} is no list of name and value"
    if any(not isinstance(each, dict) or set(each) - {"name", "value"} for each in entries):
        yield f"the environment of a container override of {place} has something else than name and value"
    asked = one.get("memory")
    if isinstance(asked, int) and most is not None and asked > most:
        yield f"a container override of {place} has {asked} MiB, and its task {most} MiB"


def _cron(place: Resource, expression: str | None) -> Iterator[str]:
    """Source: EventBridge User Guide, "Cron expressions" (the range of each field); from memory, 2026-11."""
    found = re.fullmatch(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)", expression or "")
    for field, (least, most), name in zip(found.groups()[:5], _FIELDS, _NAMES, strict=False) if found else ():
        for part in re.split(r"[,-]", field.partition("/")[0].partition("#")[0]):
            if part.isdigit() and not least <= int(part) <= most:
                yield f"ScheduleExpression of {place} has {part} for {name}, and {least} to {most} are taken"


REFUSALS: Refusals = {
    "AWS::Events::Rule": (of_rule,),
    "AWS::Scheduler::Schedule": (of_schedule,),
}
