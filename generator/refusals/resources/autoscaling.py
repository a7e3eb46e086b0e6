"""What EC2 Auto Scaling refuses of groups."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource, Unknown

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


def mixed_instances(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: EC2 Auto Scaling User Guide, "Auto Scaling groups with multiple instance types and purchase options" (no
    request for spot instances in the template; weights for all types or for none); not looked up, 2026-11."""
    mixed = ("MixedInstancesPolicy", "LaunchTemplate")
    named = group.get(*mixed, "LaunchTemplateSpecification", "LaunchTemplateId")
    template = graph.target(named, "AWS::EC2::LaunchTemplate")
    if template and not isinstance(template.get("LaunchTemplateData", "InstanceMarketOptions"), Absent | Unknown):
        yield f"{template} has InstanceMarketOptions, which {group} does not take in its MixedInstancesPolicy"
    weighed = [
        isinstance(group.get(*mixed, "Overrides", index, "WeightedCapacity"), Absent)
        for index, _ in items(group.get(*mixed, "Overrides"))
    ]
    if any(weighed) and not all(weighed):
        yield f"{group} weighs some of its Overrides, and takes weights for all or for none"


def maintenance(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: EC2 Auto Scaling API Reference, InstanceMaintenancePolicy (no more than 100 between both, and no more at
    100 than at 100); not looked up, 2026-11."""
    least, most = (number(group.get("InstanceMaintenancePolicy", f"{key}HealthyPercentage")) for key in ("Min", "Max"))
    if least is not None and most is not None and least >= 0 and not 0 < most - least <= 100:
        yield f"InstanceMaintenancePolicy of {group} is {least} to {most}, and 1 to 100 are taken between both"


REFUSALS: Refusals = {
    "AWS::AutoScaling::AutoScalingGroup": (
        capacity,
        group_settings,
        mixed_instances,
        maintenance,
    ),
}
