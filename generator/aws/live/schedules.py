"""What starts tasks of a cluster at times or on events."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from generator.aws.live.reading import Reading


def schedules(reading: Reading, clusters: Collection[str]) -> list[dict[str, Any]]:
    """Keep rules and schedules whose target is one of these clusters, and give the targets."""
    return [*_rules(reading, clusters), *_schedules(reading, clusters)]


def _rules(reading: Reading, clusters: Collection[str]) -> Iterator[dict[str, Any]]:
    for rule in reading.all("events", "list_rules", "Rules"):
        told = reading.all("events", "list_targets_by_rule", "Targets", Rule=rule["Name"])
        targets = [each for each in told if each.get("Arn") in clusters and "EcsParameters" in each]
        if targets:
            reading.facts.add("events:ListRules", [rule | {"Targets": targets}])
            yield from targets


def _schedules(reading: Reading, clusters: Collection[str]) -> Iterator[dict[str, Any]]:
    for told in reading.all("scheduler", "list_schedules", "Schedules"):
        if (told.get("Target") or {}).get("Arn") not in clusters:
            continue
        whole = reading.one("scheduler", "get_schedule", Name=told["Name"], GroupName=told.get("GroupName", "default"))
        if whole is not None:
            reading.facts.add("scheduler:GetSchedule", [whole])
            yield whole["Target"]
