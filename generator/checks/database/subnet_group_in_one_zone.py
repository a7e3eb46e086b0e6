"""Lesson 9: a database whose subnets stand in one zone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.subnets import SUBNET
from generator.ecs.stores.databases import SUBNET_GROUP
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Listing, Literal, Resource, Value, shown

_ZONE = re.compile(r"[a-z]{2}(-[a-z]+)+-\d[a-z]")
"""A zone of a Region: of Local Zones and Outposts, of which one is enough, the names are longer."""
_REFUSED = "CreateDBSubnetGroup fails (DB Subnet Group doesn't meet availability zone coverage requirement)"


class SubnetGroupInOneZone(Check):
    id = "ECS097"
    lesson = 9
    fails_creation = True
    title = "Subnets of a database are in one Availability Zone"
    symptom = (
        "CREATE_FAILED: DB Subnet Group doesn't meet availability zone coverage requirement. Please add subnets to "
        "cover at least 2 availability zones"
    )
    why = (
        "RDS requires subnets in at least two Availability Zones for every database, also for one with a single "
        "instance."
    )
    fix = "List subnets in at least two Availability Zones in SubnetIds of the AWS::RDS::DBSubnetGroup."
    message = {
        "one subnet": "{resource} has only the subnet {subnet}: " + _REFUSED,
        "one zone": "the {count} subnets of {resource} are all in the Availability Zone {zone}: " + _REFUSED,
    }
    change = "SubnetIds: subnets in at least two Availability Zones"
    base = "database"
    bad = {
        "DatabaseSubnets.SubnetIds.1": None,
    }

    # Source: RDS API Reference, CreateDBSubnetGroup, DBSubnetGroupDoesNotCoverEnoughAZs; terraform-provider-aws #17373;
    # read 2026-11.
    def find(self, context: Context) -> Iterator[Finding]:
        for group in context.graph.of_type(SUBNET_GROUP):
            subnets = _subnets(context, group)
            if not subnets or group.exists is not Truth.YES or not all(map(_is_in_region, subnets)):
                continue
            zone = _zone(subnets[0])
            if len(subnets) == 1:
                yield self.at(group, "SubnetIds", variant="one subnet", subnet=subnets[0])
            elif not isinstance(zone, Absent) and all(_zone(subnet) == zone for subnet in subnets):
                yield self.at(group, "SubnetIds", variant="one zone", count=len(subnets), zone=shown(zone))


def _subnets(context: Context, group: Resource) -> list[Resource]:
    """The subnets of a group; none unless all of them are known."""
    listed = group.get("SubnetIds")
    subnets = [context.graph.target(value, SUBNET) for _, value in items(listed)]
    known = [subnet for subnet in subnets if subnet is not None]
    return known if isinstance(listed, Listing) and len(known) == len(subnets) else []


def _zone(subnet: Resource) -> Value:
    name = subnet.get("AvailabilityZone")
    return subnet.get("AvailabilityZoneId") if isinstance(name, Absent) else name


def _is_in_region(subnet: Resource) -> bool:
    """Whether a subnet stands in the Region itself, as far as its zone is known: in no Local Zone, on no Outpost."""
    name = subnet.get("AvailabilityZone")
    local = isinstance(name, Literal) and not _ZONE.fullmatch(name.text)
    return isinstance(subnet.get("OutpostArn"), Absent) and not local
