"""What RDS refuses of where a database is: its zone, its subnets, its type of network."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import INSTANCE
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value


def dual_stack(graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Dual-stack mode" (every subnet of the group has a block of IPv6)."""
    group = graph.target(instance.get("DBSubnetGroupName"), "AWS::RDS::DBSubnetGroup")
    if literal(instance.get("NetworkType")) != "DUAL" or group is None:
        return
    for _, value in items(group.get("SubnetIds")):
        subnet = graph.target(value, "AWS::EC2::Subnet")
        keys = ("Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength")
        beside = any(graph.target(each.get("SubnetId"), "AWS::EC2::Subnet") is subnet
                     for each in graph.of_type("AWS::EC2::SubnetCidrBlock"))  # fmt: skip
        if subnet is not None and not beside and all(isinstance(subnet.get(key), Absent) for key in keys):
            yield f"{instance} has the NetworkType DUAL, and {subnet} has no block of IPv6"


def zone_of_instance(graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBInstance, AvailabilityZone (not with MultiAZ; of the subnet group); read
    2026-11."""
    if _true(instance.get("MultiAZ")) and not isinstance(instance.get("AvailabilityZone"), Absent):
        yield f"{instance} is in several zones (MultiAZ), and has an AvailabilityZone"
    group = graph.target(instance.get("DBSubnetGroupName"), "AWS::RDS::DBSubnetGroup")
    zone = literal(instance.get("AvailabilityZone"))
    subnets = [graph.target(each, "AWS::EC2::Subnet") for _, each in items(group.get("SubnetIds"))] if group else []
    zones = [literal(subnet.get("AvailabilityZone")) if subnet else None for subnet in subnets]
    if zone and zones and None not in zones and zone not in zones:
        yield f"AvailabilityZone of {instance} is {zone}, where {group} has no subnet"


def _true(value: Value) -> bool:
    return (literal(value) or "").lower() == "true"


def subnet_group(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBSubnetGroup (subnets of two zones, where a Region has them); read 2026-11."""
    places = [value for _, value in items(group.get("SubnetIds"))]
    if places and all(isinstance(each, Reference | Literal) for each in places) and len(set(places)) == 1:
        yield f"{group} has one subnet, and subnets of two zones are needed"


REFUSALS: Refusals = {
    INSTANCE: (
        dual_stack,
        zone_of_instance,
    ),
    "AWS::RDS::DBSubnetGroup": (subnet_group,),
}
