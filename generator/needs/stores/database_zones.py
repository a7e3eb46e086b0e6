"""Do the subnets of a database stand in two Availability Zones, as RDS wants it?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.ecs.network.subnets import SUBNET
from generator.ecs.network.zones import in_one_zone, zone
from generator.ecs.stores.databases import SUBNET_GROUP, Database
from generator.ecs.tasks import items
from generator.logic import Answer, Truth, unknown
from generator.stack import Absent


def zones_doubted(database: Database) -> Iterator[Answer]:
    """Say that EC2 picks the zone of some subnets, and may pick that of the others; all in one is ECS097's to tell.

    Where EC2 picks all of them it is asked of nobody. Source: RDS User Guide, "Working with a DB instance in a VPC"
    (subnets in at least two zones); EC2 API Reference, CreateSubnet, AvailabilityZone; read 2026-11.
    """
    group = database.graph.target(database.resource.get("DBSubnetGroupName"), SUBNET_GROUP)
    listed = [database.graph.target(value, SUBNET) for _, value in items(group.get("SubnetIds"))] if group else []
    subnets = [subnet for subnet in listed if subnet is not None]
    picked = [subnet for subnet in subnets if isinstance(zone(subnet), Absent)]
    if not picked or len(picked) == len(subnets) or len(subnets) < len(listed):
        return
    if not any(in_one_zone(one, other) is Truth.NO for one, other in combinations(subnets, 2)):
        names = ", ".join(map(str, picked))
        yield unknown(f"EC2 picks the zone of {names}, and RDS refuses {group} if all of its subnets are in one")
