"""What EC2 refuses of the security groups of network interfaces and instances."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

VPC = "AWS::EC2::VPC"
GROUP = "AWS::EC2::SecurityGroup"
SUBNET = "AWS::EC2::Subnet"
_WITH_GROUPS = {
    "AWS::EC2::NetworkInterface": ("GroupSet", "SubnetId"),
    "AWS::EC2::Instance": ("SecurityGroupIds", "SubnetId"),
}


def security_groups(graph: Graph, resource: Resource) -> Iterator[str]:
    """Groups of another VPC, or by name. Source: EC2 API Reference, RunInstances, SecurityGroups (names, of a default
    VPC); read 2026-11. That groups are of the VPC of the subnet was not looked up."""
    name, place = _WITH_GROUPS[resource.type]
    subnet = graph.target(resource.get(place), SUBNET)
    vpc = graph.target(subnet.get("VpcId"), VPC) if subnet else None
    for _, value in items(resource.get(name)):
        group = graph.target(value, GROUP)
        other = graph.target(group.get("VpcId"), VPC) if group else None
        if vpc is not None and other is not None and other is not vpc:
            yield f"{resource} is in {vpc}, and takes {group}, which is of {other}"
    if subnet is not None and resource.type == "AWS::EC2::Instance" and list(items(resource.get("SecurityGroups"))):
        yield f"{resource} is in a VPC, and names SecurityGroups, where SecurityGroupIds are taken"


REFUSALS: Refusals = {
    "AWS::EC2::NetworkInterface": (security_groups,),
    "AWS::EC2::Instance": (security_groups,),
}
