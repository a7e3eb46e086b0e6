"""Ours: subnets of one VPC, and security groups of another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.network.endpoints import ENDPOINT
from generator.ecs.network.groups import created_groups
from generator.ecs.network.subnets import SUBNET, VPC, same
from generator.ecs.network.vpcs import lent
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.stores.databases import SUBNET_GROUP
from generator.ecs.tasks import SERVICE, items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Graph, Resource, Value

_Names = tuple[str, ...]
_NETWORK = ("NetworkConfiguration", "AwsvpcConfiguration")
_IN_SUBNETS: tuple[tuple[str, _Names, _Names], ...] = (
    (SERVICE, (*_NETWORK, "Subnets"), (*_NETWORK, "SecurityGroups")),
    (ENDPOINT, ("SubnetIds",), ("SecurityGroupIds",)),
    (BALANCER, ("Subnets",), ("SecurityGroups",)),
)
"""Types of resources, and the properties that list their subnets and their groups."""
_DATABASES: tuple[tuple[str, _Names], ...] = tuple(
    zip(DATABASES, (("VPCSecurityGroups",), ("VpcSecurityGroupIds",)), strict=True)
)
_PLACED_BY_SOURCE = (
    "DBClusterIdentifier", "DBSnapshotIdentifier", "DBClusterSnapshotIdentifier", "SnapshotIdentifier",
    "SourceDBClusterIdentifier", "SourceDBInstanceIdentifier", "SourceDbiResourceId",
    "SourceDBInstanceAutomatedBackupsArn", "DBSubnetGroupName", "GlobalClusterIdentifier",
)  # fmt: skip
"""Properties of a database that decide about its VPC."""


class GroupOfAnotherVpc(Check):
    id = "ECS114"
    lesson = 11
    fails_creation = True
    title = "Subnets and security groups are of different VPCs"
    symptom = "CREATE_FAILED: The DB instance and EC2 security group are in different VPCs; ... different networks"
    why = (
        "A security group can be used in its own VPC only. With nested stacks, subnets and groups often come through "
        "different parameters. RDS puts a database without a DBSubnetGroupName into the account's default VPC."
    )
    fix = "Pass groups of the VPC that the subnets are in; give a database its DBSubnetGroupName."
    message = {
        "subnets": "{resource} is in {subnet}, but its security group {group} belongs to another VPC; its creation "
        "fails, because security group and subnet belong to different networks",
        "default VPC": "{resource} has no DBSubnetGroupName, so RDS puts it into the default VPC, but {group} belongs "
        "to {vpc}; its creation fails, because the DB instance and EC2 security group are in different VPCs",
    }
    change = {
        "subnets": "{property}: groups of the VPC of {subnet}",
        "default VPC": "DBSubnetGroupName: an AWS::RDS::DBSubnetGroup of that VPC",
    }
    base = "database"
    bad = {
        "Database.DBSubnetGroupName": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        graph = context.graph
        for kind, subnets, groups in _IN_SUBNETS:
            for resource in graph.of_type(kind):
                yield from self._in_subnets(graph, resource, resource.get(*subnets), groups)
        for kind, groups in _DATABASES:
            for database in graph.of_type(kind):
                subnet_group = graph.target(database.get("DBSubnetGroupName"), SUBNET_GROUP)
                listed = subnet_group.get("SubnetIds") if subnet_group else Absent()
                yield from self._in_subnets(graph, database, listed, groups)
                if all(isinstance(database.get(key), Absent) for key in _PLACED_BY_SOURCE):
                    yield from self._in_default_vpc(graph, database, groups)

    def _in_subnets(self, graph: Graph, resource: Resource, listed: Value, steps: _Names) -> Iterator[Finding]:
        subnets = [subnet for _, value in items(listed) if (subnet := graph.target(value, SUBNET))]
        for group in created_groups(graph, resource.get(*steps)):
            apart = (subnet for subnet in subnets if _apart(graph, subnet, group))
            if subnet := next(apart, None):
                yield self.at(resource, *steps, variant="subnets", subnet=subnet, group=group, property=steps[-1])
                return

    def _in_default_vpc(self, graph: Graph, database: Resource, steps: _Names) -> Iterator[Finding]:
        """Look at a database without subnets, which RDS puts into the default VPC of the account.

        Amazon RDS User Guide, "Working with a DB instance in a VPC" (as published in awsdocs/amazon-rds-user-guide,
        read 2026-11): for an account with a default VPC, VPC and subnet group are there already.
        """
        for group in created_groups(graph, database.get(*steps)):
            vpc = graph.target(group.get("VpcId"), VPC)
            if vpc and database.exists is Truth.YES:
                yield self.at(database, *steps, variant="default VPC", group=group, vpc=vpc)
                return


def _apart(graph: Graph, subnet: Resource, group: Resource) -> bool:
    """Tell whether a group is certainly not of the VPC of a subnet: that of a group without VpcId is the default one.

    A group may be lent to other VPCs. Sources: CloudFormation Template Reference, AWS::EC2::SecurityGroup, VpcId, and
    AWS::EC2::SecurityGroupVpcAssociation; read 2026-11.
    """
    here, there = subnet.get("VpcId"), group.get("VpcId")
    if not graph.target(here, VPC) or lent(graph, group):
        return False
    return isinstance(there, Absent) or bool(graph.target(there, VPC) and same(here, there) is Truth.NO)
