"""What EventBridge Scheduler and Step Functions refuse of what is to start tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import available_timezones

from generator.ecs.state_machines import MACHINE
from generator.ecs.texts import literal, number
from generator.refusals.texts_of_json import is_json
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Resource, Value, document

SCHEDULE, QUEUE = "AWS::Scheduler::Schedule", "AWS::SQS::Queue"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)")
_ENDS = ("Succeed", "Fail", "Choice")
_DEPTH = 20


def _of_schedule(_graph: Graph, schedule: Resource) -> Iterator[str]:
    """Source: EventBridge Scheduler API Reference, CreateSchedule and FlexibleTimeWindow (MaximumWindowInMinutes where
    the mode is FLEXIBLE); User Guide, "Schedule types" (time zones of IANA); not looked up, 2026-11. An Input for ECS
    that is no JSON is not called wrong there: it is no override, and what becomes of it is not known."""
    zone = literal(schedule.get("ScheduleExpressionTimezone"))
    if zone is not None and not _may_be_a_zone(zone):
        yield f"ScheduleExpressionTimezone of {schedule} is {zone[:40]}, which is no time zone of IANA"
    window = schedule.get("FlexibleTimeWindow")
    flexible = isinstance(window, Mapping) and literal(window.get("Mode")) == "FLEXIBLE"
    if flexible and isinstance(schedule.get("FlexibleTimeWindow", "MaximumWindowInMinutes"), Absent):
        yield f"FlexibleTimeWindow of {schedule} is FLEXIBLE, and has no MaximumWindowInMinutes"
    first, last = (_DATE.match(literal(schedule.get(key)) or "") for key in ("StartDate", "EndDate"))
    if first and last and first[1] >= last[1]:
        yield f"StartDate of {schedule} is not before its EndDate"
    target = schedule.get("Target")
    if isinstance(target, Mapping) and isinstance(target.get("EcsParameters"), Mapping):
        told = literal(target.get("Input"))
        if not is_json(told):
            yield f"Target.Input of {schedule} is no JSON"


def _may_be_a_zone(name: str) -> bool:
    """Whether a time zone is known; what may be an older name is let be where the system has none of those.

    Debian and others keep names such as US/Eastern and Asia/Calcutta in a package of their own. Source: IANA time zone
    database, backward; from memory, 2026-11.
    """
    known = available_timezones()
    area, slash, _ = name.partition("/")
    older = area in ("Brazil", "Canada", "Chile", "Mexico", "US", "SystemV") if slash else len(name) < 11
    whole = {"US/Eastern", "Asia/Calcutta"} <= known
    return not known or name in known or (not whole and (older or any(each.startswith(f"{area}/") for each in known)))


def _of_machine(_graph: Graph, machine: Resource) -> Iterator[str]:
    """Source: Amazon States Language, "States" (Next or End, and names that are there); from memory, 2026-11."""
    for key in ("DefinitionString", "Definition"):
        written = machine.get(key)
        whole = document(written) if key == "DefinitionString" and not isinstance(written, Absent) else written
        if isinstance(whole, Mapping):
            yield from _states(machine, whole, _DEPTH)


def _states(machine: Resource, whole: Mapping, depth: int) -> Iterator[str]:
    states = whole.get("States")
    if not isinstance(states, Mapping) or states.rest is not None or depth == 0:
        return
    names = {name for name, _ in states.entries}
    if any("${" in name for name in names):
        return
    first = literal(whole.get("StartAt"))
    if first is not None and "${" not in first and first not in names:
        yield f"{machine} starts at {first[:60]}, which is none of its states"
    for name, state in states.entries:
        if not isinstance(state, Mapping) or state.rest is not None:
            continue
        following, kind = state.get("Next"), literal(state.get("Type"))
        if isinstance(following, Literal) and "${" not in following.text and following.text not in names:
            yield f"the state {name[:60]} of {machine} is followed by {following.text[:60]}, which is none"
        goes_on = kind is None or kind in _ENDS or not isinstance(following, Absent)
        if not goes_on and isinstance(state.get("End"), Absent):
            yield f"the state {name[:60]} of {machine} has neither Next nor End"
        for inner in _inner(state):
            yield from _states(machine, inner, depth - 1)


def _inner(state: Mapping) -> Iterator[Mapping]:
    for key in ("Iterator", "ItemProcessor", "Branches"):
        value: Value = state.get(key)
        for each in value.items if isinstance(value, Listing) else (value,):
            if isinstance(each, Mapping):
                yield each


def _of_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: EventBridge User Guide, "Using dead-letter queues" (standard queues only); from memory, 2026-11."""
    targets = rule.get("Targets")
    for index, _ in enumerate(targets.items if isinstance(targets, Listing) else ()):
        queue = graph.target(rule.get("Targets", index, "DeadLetterConfig", "Arn"), QUEUE)
        if queue is not None and literal(queue.get("FifoQueue")) == "true":
            yield f"DeadLetterConfig of {rule} is {queue}, a FIFO queue, and a standard one is taken"


def _of_mapping(graph: Graph, mapping: Resource) -> Iterator[str]:
    """Source: Lambda Developer Guide, "Using Lambda with Amazon SQS" ("Queue visibility timeout: 30 seconds is less
    than Function timeout"); from memory, 2026-11."""
    queue = graph.target(mapping.get("EventSourceArn"), QUEUE)
    function = graph.target(mapping.get("FunctionName"), "AWS::Lambda::Function")
    if queue is None or function is None:
        return
    hidden, allowed = queue.get("VisibilityTimeout"), number(function.get("Timeout"))
    seconds = 30 if isinstance(hidden, Absent) else number(hidden)
    if seconds is not None and allowed is not None and seconds < allowed:
        yield f"{queue} hides a message for {seconds} s, and {function} may take {allowed} s: {mapping} is refused"


OF_SCHEDULES = {
    SCHEDULE: _of_schedule,
    MACHINE: _of_machine,
    "AWS::Events::Rule": _of_rule,
    "AWS::Lambda::EventSourceMapping": _of_mapping,
}
