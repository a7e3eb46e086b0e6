"""What RDS refuses of an instance for what is around it: the network of a public one, the cluster of a serverless one.

Sources: RDS API Reference, CreateDBInstance, PubliclyAccessible and its error InvalidVPCNetworkStateFault; RDS User
Guide, "Hiding a DB instance in a VPC from the internet"; Aurora User Guide, "Creating a DB cluster that uses Aurora
Serverless v2" (ServerlessV2ScalingConfiguration comes before the first db.serverless); cloudformation-coverage-roadmap
#1153; confluentinc/examples #1028; hackoregon/civic-devops #281; excerpts, 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.network.gateways import Gateways
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource, Value

INSTANCE, CLUSTER = "AWS::RDS::DBInstance", "AWS::RDS::DBCluster"
_SUBNET, _VPC = "AWS::EC2::Subnet", "AWS::EC2::VPC"


def serverless(graph: Graph, instance: Resource) -> Iterator[str]:
    """Say which instance is serverless in a cluster that does not say how far it scales."""
    cluster = graph.target(instance.get("DBClusterIdentifier"), CLUSTER)
    if cluster is None or (literal(instance.get("DBInstanceClass")) or "").lower() != "db.serverless":
        return
    if isinstance(cluster.get("ServerlessV2ScalingConfiguration"), Absent):
        yield f"{instance} is db.serverless, and {cluster} has no ServerlessV2ScalingConfiguration, which it needs"


def public_address(graph: Graph, instance: Resource) -> Iterator[str]:
    """Say which instance is to have a public address in a VPC that gives none."""
    group = graph.target(instance.get("DBSubnetGroupName"), "AWS::RDS::DBSubnetGroup")
    if (literal(instance.get("PubliclyAccessible")) or "").lower() != "true" or group is None:
        return
    for _, value in items(group.get("SubnetIds")):
        subnet = graph.target(value, _SUBNET)
        named: Value = subnet.get("VpcId") if subnet else Absent()
        vpc = graph.target(named, _VPC)
        if vpc is None:
            continue
        if Gateways(graph).any_attached(vpc, named) is Truth.NO:
            yield f"{instance} is PubliclyAccessible, and {vpc} has no internet gateway attached"
        elif (literal(vpc.get("EnableDnsHostnames")) or "false").lower() == "false" and _known(vpc):
            yield f"{instance} is PubliclyAccessible, and EnableDnsHostnames of {vpc} is not on"
        return


def _known(vpc: Resource) -> bool:
    """Whether the names of hosts are certainly off."""
    value = vpc.get("EnableDnsHostnames")
    return isinstance(value, Absent) or literal(value) is not None


REFUSALS: Refusals = {INSTANCE: (serverless, public_address)}
