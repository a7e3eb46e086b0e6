"""What ties parts of a network together that have to be of one VPC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.network.endpoints import ENDPOINT
from generator.ecs.network.group_rules import GROUP
from generator.ecs.network.subnets import ASSOCIATION, ROUTE
from generator.ecs.stores.databases import SUBNET_GROUP
from generator.ecs.tasks import SERVICE, items
from generator.stack import Absent, Listing, Reference, Resource, Value

Steps = tuple[str | int, ...]
EACH = "*"
"""Stands in a path for each item of a list."""
_NETWORKS = "CloudFormation fails with ... belong to different networks"
_AWSVPC = ("NetworkConfiguration", "AwsvpcConfiguration")


@dataclass(frozen=True)
class Tie:
    """Properties of a type that name parts of one VPC, and what fails when they do not."""

    type: str
    paths: tuple[tuple[str, ...], ...]
    fails: str
    itself: bool = False
    """Whether the resource is one of the parts."""
    over_peering: bool = False
    """Whether they may be of two VPCs that are peered."""


TIES = (
    Tie(ASSOCIATION, (("SubnetId",), ("RouteTableId",)), _NETWORKS),
    Tie("AWS::EC2::SubnetNetworkAclAssociation", (("SubnetId",), ("NetworkAclId",)), _NETWORKS),
    *(
        Tie(ROUTE, (("RouteTableId",), (key,)), f"CreateRoute is refused, and {_NETWORKS}")
        for key in ("NatGatewayId", "VpcEndpointId", "NetworkInterfaceId", "InstanceId")
    ),
    Tie(
        ENDPOINT,
        (("VpcId",), ("SubnetIds", EACH), ("RouteTableIds", EACH)),
        "CreateVpcEndpoint is refused",
    ),
    Tie(SERVICE, ((*_AWSVPC, "Subnets", EACH),), "CreateService is refused, because the subnets are of two VPCs"),
    Tie(
        BALANCER,
        (("Subnets", EACH), ("SubnetMappings", EACH, "SubnetId")),
        "CreateLoadBalancer is refused, because all of its subnets have to be of one VPC",
    ),
    Tie(SUBNET_GROUP, (("SubnetIds", EACH),), "CreateDBSubnetGroup is refused, because the subnets are of two VPCs"),
    Tie("AWS::EFS::MountTarget", (("SubnetId",), ("SecurityGroups", EACH)), "CreateMountTarget is refused"),
    *(
        Tie(kind, (("GroupId",), (key,)), f"a rule names groups of its own VPC, and {_NETWORKS}", over_peering=True)
        for kind, key in (
            ("AWS::EC2::SecurityGroupIngress", "SourceSecurityGroupId"),
            ("AWS::EC2::SecurityGroupEgress", "DestinationSecurityGroupId"),
        )
    ),
    *(
        Tie(GROUP, ((rules, EACH, key),), f"a rule names groups of its own VPC, and {_NETWORKS}", True, True)
        for rules, key in (
            ("SecurityGroupIngress", "SourceSecurityGroupId"),
            ("SecurityGroupEgress", "DestinationSecurityGroupId"),
        )
    ),
)
"""Source: the EC2, ECS, Elastic Load Balancing, RDS and EFS API References, each action's errors; read 2026-11."""


def ends(resource: Resource, tie: Tie) -> Iterator[tuple[Steps, Value]]:
    """What a resource ties together, with the steps to each: the parts that it names, after itself if it is one."""
    if tie.itself:
        yield (), Reference(resource.path)
    for path in tie.paths:
        yield from _follow(resource, (), path)


def _follow(resource: Resource, steps: Steps, path: tuple[str, ...]) -> Iterator[tuple[Steps, Value]]:
    if not path:
        value = resource.get(*steps)
        if not isinstance(value, Absent):
            yield steps, value
    elif path[0] != EACH:
        yield from _follow(resource, (*steps, path[0]), path[1:])
    elif isinstance(listed := resource.get(*steps), Listing):
        for index, _ in items(listed):
            yield from _follow(resource, (*steps, index), path[1:])
