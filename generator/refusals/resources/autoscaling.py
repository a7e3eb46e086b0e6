"""What EC2 Auto Scaling refuses of groups."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

_ENDING = (
    "AllocationStrategy", "ClosestToNextInstanceHour", "Default", "NewestInstance", "OldestInstance",
    "OldestLaunchConfiguration", "OldestLaunchTemplate",
)  # fmt: skip


def capacity(_graph: Graph, resource: Resource) -> Iterator[str]:
    low, wanted, high = (number(resource.get(key)) for key in ("MinSize", "DesiredCapacity", "MaxSize"))
    if (low is not None and high is not None and low > high) or (
        wanted is not None and ((low is not None and wanted < low) or (high is not None and wanted > high))
    ):
        yield f"DesiredCapacity of {resource} is {wanted}, which is not from MinSize {low} to MaxSize {high}"


def group_settings(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: EC2 Auto Scaling API Reference, CreateAutoScalingGroup (the policies, the seconds) and
    EnableMetricsCollection (1Minute alone); read 2026-11."""
    waits = literal(group.get("Cooldown"))
    if waits is not None and not waits.isdigit():
        yield f"Cooldown of {group} is {waits[:40]}, and a number of seconds is taken"
    for index, _ in items(group.get("TerminationPolicies")):
        named = literal(group.get("TerminationPolicies", index))
        if named is not None and named not in _ENDING and not named.startswith("arn:"):
            yield f"TerminationPolicies of {group} has {named[:40]}, and {', '.join(_ENDING)} are taken"
    for index, _ in items(group.get("MetricsCollection")):
        grain = literal(group.get("MetricsCollection", index, "Granularity"))
        if grain is not None and grain != "1Minute":
            yield f"the Granularity of MetricsCollection of {group} is {grain[:40]}, and 1Minute is taken"


REFUSALS: Refusals = {
    "AWS::AutoScaling::AutoScalingGroup": (
        capacity,
        group_settings,
    ),
}
