"""What EventBridge Scheduler refuses of schedules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.texts_of_json import is_json
from generator.stack import Absent, Graph, Mapping, Resource
from generator.text.time_zones import may_be_a_zone

_DATE = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)")


def schedule_settings(graph: Graph, schedule: Resource) -> Iterator[str]:
    """Source: EventBridge Scheduler API Reference, CreateSchedule and FlexibleTimeWindow (MaximumWindowInMinutes where
    the mode is FLEXIBLE); User Guide, "Schedule types" (time zones of IANA); not looked up, 2026-11. An Input for ECS
    that is no JSON is not called wrong there: it is no override, and what becomes of it is not known."""
    group, made = literal(schedule.get("GroupName")), graph.of_type("AWS::Scheduler::ScheduleGroup")
    names = [literal(each.get("Name")) for each in made]
    if group not in (None, "default") and names and None not in names and group not in names:
        yield f"GroupName of {schedule} is {group}, and the groups here are called {', '.join(map(str, names))}"
    zone = literal(schedule.get("ScheduleExpressionTimezone"))
    if zone is not None and not may_be_a_zone(zone):
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


REFUSALS: Refusals = {
    "AWS::Scheduler::Schedule": (schedule_settings,),
}
