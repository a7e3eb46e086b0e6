"""Rules of EventBridge and schedules that start tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made, some, taken


def schedules(facts: Facts) -> Iterator[Made]:
    """Each rule and schedule with the tasks that it starts."""
    for told in facts.of("events:ListRules"):
        targets = [_spelt(each, "AwsVpcConfiguration") for each in told.get("Targets") or () if "EcsParameters" in each]
        if targets:
            properties = some(**taken(told, "Name", "ScheduleExpression", "State", "EventBusName"), Targets=targets)
            if pattern := told.get("EventPattern"):
                properties["EventPattern"] = pattern
            yield Made("AWS::Events::Rule", told["Arn"], properties, {told["Arn"]: "Arn"}, told["Name"])
    for told in facts.of("scheduler:GetSchedule"):
        if "EcsParameters" in (told.get("Target") or {}):
            properties = taken(told, "Name", "GroupName", "ScheduleExpression", "FlexibleTimeWindow", "State")
            properties["Target"] = _spelt(told["Target"], "AwsvpcConfiguration")
            yield Made("AWS::Scheduler::Schedule", told["Arn"], properties, {told["Arn"]: "Arn"}, told["Name"])


def _spelt(target: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A target as a template has it: both services answer ``awsvpcConfiguration``, and no template has that."""
    parameters = dict(target["EcsParameters"])
    if network := (parameters.get("NetworkConfiguration") or {}).get("awsvpcConfiguration"):
        parameters["NetworkConfiguration"] = {name: network}
    return {**target, "EcsParameters": parameters}
