"""What EventBridge refuses of rules and their targets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.texts_of_json import is_json
from generator.stack import Absent, Graph, Listing, Reference, Resource

_NEVER = re.compile(
    r"cron\(\S+ \S+ (3[01]|30,31) (2|FEB) \? \S+\)|cron\(\S+ \S+ 31 (4|6|9|11|APR|JUN|SEP|NOV) \? \S+\)"
)
_YEAR = re.compile(r"cron\((?:\S+ ){5}(\d{4})\)")
_OF_ONE_REGION = ("ecs", "firehose", "kinesis", "lambda", "logs", "sns", "sqs", "states")
_OVER = 2026
"""Years before it were over when this was written; what is over by the clock is not asked."""
QUEUE = "AWS::SQS::Queue"


def rule_settings(_graph: Graph, resource: Resource) -> Iterator[str]:
    timed, bus = resource.get("ScheduleExpression"), literal(resource.get("EventBusName"))
    if isinstance(timed, Absent) and isinstance(resource.get("EventPattern"), Absent):
        yield f"{resource} has neither ScheduleExpression nor EventPattern"
    if not isinstance(timed, Absent) and bus is not None and bus != "default" and not bus.endswith("/default"):
        said = f"{resource} has a ScheduleExpression, which only the default event bus takes, and is on {bus}"
        yield Surely(said, resource, "EventBusName", change="EventBusName: leave it out")
    of_its_own = resource.get("EventBusName")
    if not isinstance(timed, Absent) and isinstance(of_its_own, Reference):
        yield f"{resource} has a ScheduleExpression, which only the default event bus takes, and is on another"
    ids = [literal(resource.get("Targets", index, "Id")) for index, _ in items(resource.get("Targets"))]
    if len({each for each in ids if each}) < sum(each is not None for each in ids):
        yield f"two Targets of {resource} have one Id"
    for index, _ in items(resource.get("Targets")):
        if not is_json(literal(resource.get("Targets", index, "Input"))):
            yield f"Targets.{index}.Input of {resource} is no JSON"


def schedule_and_input(_graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: EventBridge User Guide, "Setting a schedule pattern" (day of month, month; years from 1970 on); read
    2026-11."""
    timed = literal(rule.get("ScheduleExpression"))
    if timed and _NEVER.fullmatch(timed):
        yield f"ScheduleExpression of {rule} is {timed[:60]}, a day that no month has"
    year = _YEAR.fullmatch(timed or "")
    if year and int(year[1]) < _OVER:
        yield f"ScheduleExpression of {rule} is {timed}, and that year is over"
    for index, _ in items(rule.get("Targets")):
        for name in _overridden(literal(rule.get("Targets", index, "Input"))):
            yield f"Targets.{index}.Input of {rule} gives {name} a command that is a text, and a list is taken"


def _overridden(text: str | None) -> Iterator[str]:
    """The containers that an override gives one text where ECS takes a list of words.

    Source: ECS API Reference, ContainerOverride, command; read 2026-11.
    """
    try:
        told = json.loads(text or "null")
    except ValueError:
        return
    overrides = told.get("containerOverrides") if isinstance(told, dict) else None
    for each in overrides if isinstance(overrides, list) else ():
        if isinstance(each, dict) and isinstance(each.get("command"), str):
            yield str(each.get("name", "a container"))[:60]


def dead_letters(graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: EventBridge User Guide, "Using dead-letter queues" (standard queues only), from memory; of EventBridge
    Scheduler, aws-sdk-net #2999 (an ARN that ends with .fifo is refused), read 2026-11."""
    targets = rule.get("Targets")
    for index, _ in enumerate(targets.items if isinstance(targets, Listing) else ()):
        queue = graph.target(rule.get("Targets", index, "DeadLetterConfig", "Arn"), QUEUE)
        if queue is not None and literal(queue.get("FifoQueue")) == "true":
            yield f"DeadLetterConfig of {rule} is {queue}, a FIFO queue, and a standard one is taken"


def targets_elsewhere(graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: EventBridge User Guide, "Sending and receiving events between AWS Regions" (to an event bus there); read
    2026-11. That other targets are refused was not looked up."""
    here = literal(graph.pseudo("AWS::Region"))
    for index, _ in items(rule.get("Targets")):
        pieces = (literal(rule.get("Targets", index, "Arn")) or "").split(":")
        if here and len(pieces) > 5 and pieces[2] in _OF_ONE_REGION and pieces[3] not in ("", here):
            yield f"Targets.{index} of {rule} is in {pieces[3][:40]}, and only an event bus may be in another Region"


REFUSALS: Refusals = {
    "AWS::Events::Rule": (
        rule_settings,
        schedule_and_input,
        dead_letters,
        targets_elsewhere,
    ),
    "AWS::Scheduler::Schedule": (schedule_and_input,),
}
