"""Are the subnets and the security groups of one thing in one VPC?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.balancers import BALANCER
from generator.ecs.databases import SUBNET_GROUP
from generator.ecs.endpoints import ENDPOINT
from generator.ecs.groups import GROUP
from generator.ecs.secret_keys import DATABASES
from generator.ecs.subnets import SUBNET, VPC, same
from generator.ecs.tasks import SERVICE, items
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.stack import Absent, Graph, Resource, Value

Steps = tuple[str, ...]
_NETWORK = ("NetworkConfiguration", "AwsvpcConfiguration")
_PLACED: tuple[tuple[str, Steps, Steps], ...] = (
    (SERVICE, (*_NETWORK, "Subnets"), (*_NETWORK, "SecurityGroups")),
    (ENDPOINT, ("SubnetIds",), ("SecurityGroupIds",)),
    (BALANCER, ("Subnets",), ("SecurityGroups",)),
)
_DATABASES: tuple[tuple[str, Steps], ...] = tuple(
    zip(DATABASES, (("VPCSecurityGroups",), ("VpcSecurityGroupIds",)), strict=True)
)
_PLACED_BY_SOURCE = (
    "DBClusterIdentifier", "DBSnapshotIdentifier", "DBClusterSnapshotIdentifier", "SnapshotIdentifier",
    "SourceDBClusterIdentifier", "SourceDBInstanceIdentifier", "SourceDbiResourceId",
    "SourceDBInstanceAutomatedBackupsArn", "DBSubnetGroupName", "GlobalClusterIdentifier",
)  # fmt: skip


def network_faults(graph: Graph) -> Iterator[Worded]:
    """Give what stands in one VPC and carries a group of another."""
    for kind, places, groups in _PLACED:
        for resource in graph.of_type(kind):
            yield from _apart(graph, resource, [v for _, v in items(resource.get(*places))], groups)
    for kind, groups in _DATABASES:
        for resource in graph.of_type(kind):
            named = graph.target(resource.get("DBSubnetGroupName"), SUBNET_GROUP)
            listed = named.get("SubnetIds") if named else Absent()
            yield from _apart(graph, resource, [v for _, v in items(listed)], groups)
            if all(isinstance(resource.get(key), Absent) for key in _PLACED_BY_SOURCE):
                yield from _in_the_default_vpc(graph, resource, groups)


def _apart(graph: Graph, resource: Resource, places: list[Value], groups: Steps) -> Iterator[Worded]:
    subnets = [found for value in places if (found := graph.target(value, SUBNET))]
    for _, value in items(resource.get(*groups)):
        group = graph.target(value, GROUP)
        other = next((s for s in subnets if group and _differ(graph, s.get("VpcId"), group.get("VpcId"))), None)
        if group and other:
            what = (
                f"{resource} stands in {other}, and carries {group} of another VPC: security group and subnet belong "
            )
            what += "to different networks, and it is not created"
            yield Worded("ECS114", resource, groups, what, f"{groups[-1]}: groups of the VPC of {other}")
            return


def _differ(graph: Graph, one: Value, other: Value) -> bool:
    """Tell whether two VPCs are certainly different: both are made here."""
    return bool(graph.target(one, VPC) and graph.target(other, VPC)) and same(one, other) is Truth.NO


def _in_the_default_vpc(graph: Graph, database: Resource, groups: Steps) -> Iterator[Worded]:
    """Find a database without subnets, which RDS puts into the default VPC of the account.

    General knowledge, 2026-11, to be checked with AWS::RDS::DBInstance, DBSubnetGroupName.
    """
    for _, value in items(database.get(*groups)):
        group = graph.target(value, GROUP)
        vpc = graph.target(group.get("VpcId"), VPC) if group else None
        if group and vpc and database.exists is Truth.YES:
            what = (
                f"{database} has no DBSubnetGroupName, so RDS puts it into the default VPC, but {group} is of {vpc}: "
            )
            what += "the DB instance and EC2 security group are in different VPCs, and it is not created"
            yield Worded("ECS114", database, groups, what, "DBSubnetGroupName: an AWS::RDS::DBSubnetGroup of that VPC")
            return
