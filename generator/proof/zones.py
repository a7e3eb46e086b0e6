"""Do the subnets of a database stand in two zones, as RDS demands?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.databases import SUBNET_GROUP
from generator.ecs.subnets import SUBNET
from generator.ecs.tasks import items
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Listing, Literal, Resource, Value

_ZONE = re.compile(r"[a-z]{2}(-[a-z]+)+-\d[a-z]")
"""A zone of a Region: of Local Zones and Outposts, of which one is enough, the names are longer."""


def zone_faults(context: Context) -> Iterator[Worded]:
    """Give the subnet groups that RDS refuses.

    General knowledge, 2026-11, to be checked with the RDS User Guide, "Working with a DB instance in a VPC".
    """
    for group in context.graph.of_type(SUBNET_GROUP):
        listed = group.get("SubnetIds")
        subnets = [context.graph.target(value, SUBNET) for _, value in items(listed)]
        known = [each for each in subnets if each is not None]
        if not isinstance(listed, Listing) or not known or len(known) < len(subnets) or group.exists is not Truth.YES:
            continue
        if _one_zone(known) and all(map(_ordinary, known)):
            state = f"only {known[0]}" if len(known) == 1 else f"{len(known)} subnets, all in {_zone(known[0])}"
            what = (
                f"{group} has {state}: DB Subnet Group doesn't meet availability zone coverage requirement, and is not "
            )
            yield Worded("ECS097", group, ("SubnetIds",), f"{what}created", "SubnetIds: subnets in two zones or more")


def _zone(subnet: Resource) -> Value:
    name = subnet.get("AvailabilityZone")
    return subnet.get("AvailabilityZoneId") if isinstance(name, Absent) else name


def _one_zone(subnets: list[Resource]) -> bool:
    first = _zone(subnets[0])
    return len(subnets) == 1 or (not isinstance(first, Absent) and all(_zone(each) == first for each in subnets))


def _ordinary(subnet: Resource) -> bool:
    name = subnet.get("AvailabilityZone")
    local = isinstance(name, Literal) and not _ZONE.fullmatch(name.text)
    return isinstance(subnet.get("OutpostArn"), Absent) and not local
