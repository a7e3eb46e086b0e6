"""Which kind of resource a property or a parameter wants; CloudFormation's resource reference, 2026-11."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Want:
    """What a property takes: one of these types, or a list of them."""

    types: tuple[str, ...]
    many: bool = False

    def __str__(self) -> str:
        names = [kind.rpartition("::")[2] for kind in self.types]
        return (f"a list of {names[0]}" if self.many else " or ".join(names)) if names else "one value"


VPC = ("AWS::EC2::VPC",)
SUBNET = ("AWS::EC2::Subnet",)
GROUP = ("AWS::EC2::SecurityGroup",)
TABLE = ("AWS::EC2::RouteTable",)
ROLE = ("AWS::IAM::Role",)
BALANCER = ("AWS::ElasticLoadBalancingV2::LoadBalancer",)
LISTENER = ("AWS::ElasticLoadBalancingV2::Listener",)
NAMESPACE = (
    "AWS::ServiceDiscovery::HttpNamespace",
    "AWS::ServiceDiscovery::PrivateDnsNamespace",
    "AWS::ServiceDiscovery::PublicDnsNamespace",
)
INTERNET = ("AWS::EC2::InternetGateway",)
GATEWAY = (*INTERNET, "AWS::EC2::VPNGateway", "AWS::EC2::VPCEndpoint")
GATEWAY_ATTACHMENT = ("AWS::EC2::VPCGatewayAttachment",)

Way = tuple[str, ...]

PROPERTIES: Mapping[str, Mapping[Way, Want]] = {
    "AWS::EC2::NatGateway": {("SubnetId",): Want(SUBNET), ("AllocationId",): Want(("AWS::EC2::EIP",))},
    "AWS::EC2::Route": {
        ("RouteTableId",): Want(TABLE),
        ("GatewayId",): Want((*GATEWAY, *GATEWAY_ATTACHMENT)),
        ("NatGatewayId",): Want(("AWS::EC2::NatGateway",)),
        ("EgressOnlyInternetGatewayId",): Want(("AWS::EC2::EgressOnlyInternetGateway",)),
        ("VpcPeeringConnectionId",): Want(("AWS::EC2::VPCPeeringConnection",)),
    },
    "AWS::EC2::RouteTable": {("VpcId",): Want(VPC)},
    "AWS::EC2::SecurityGroup": {("VpcId",): Want(VPC)},
    "AWS::EC2::SecurityGroupEgress": {
        ("GroupId",): Want(GROUP),
        ("DestinationSecurityGroupId",): Want(GROUP),
    },
    "AWS::EC2::SecurityGroupIngress": {("GroupId",): Want(GROUP), ("SourceSecurityGroupId",): Want(GROUP)},
    "AWS::EC2::Subnet": {("VpcId",): Want(VPC)},
    "AWS::EC2::SubnetRouteTableAssociation": {("SubnetId",): Want(SUBNET), ("RouteTableId",): Want(TABLE)},
    "AWS::EC2::VPCEndpoint": {
        ("VpcId",): Want(VPC),
        ("SubnetIds",): Want(SUBNET, many=True),
        ("RouteTableIds",): Want(TABLE, many=True),
        ("SecurityGroupIds",): Want(GROUP, many=True),
    },
    "AWS::EC2::VPCGatewayAttachment": {
        ("VpcId",): Want(VPC),
        ("InternetGatewayId",): Want(INTERNET),
        ("VpnGatewayId",): Want(("AWS::EC2::VPNGateway",)),
    },
    "AWS::ECS::Service": {
        ("Cluster",): Want(("AWS::ECS::Cluster",)),
        ("TaskDefinition",): Want(("AWS::ECS::TaskDefinition",)),
        ("NetworkConfiguration", "AwsvpcConfiguration", "Subnets"): Want(SUBNET, many=True),
        ("NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups"): Want(GROUP, many=True),
    },
    "AWS::ECS::TaskDefinition": {("ExecutionRoleArn",): Want(ROLE), ("TaskRoleArn",): Want(ROLE)},
    "AWS::ElasticLoadBalancingV2::Listener": {("LoadBalancerArn",): Want(BALANCER)},
    "AWS::ElasticLoadBalancingV2::ListenerRule": {("ListenerArn",): Want(LISTENER)},
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {
        ("Subnets",): Want(SUBNET, many=True),
        ("SecurityGroups",): Want(GROUP, many=True),
    },
    "AWS::ElasticLoadBalancingV2::TargetGroup": {("VpcId",): Want(VPC)},
    "AWS::RDS::DBInstance": {("VPCSecurityGroups",): Want(GROUP, many=True)},
    "AWS::RDS::DBSubnetGroup": {("SubnetIds",): Want(SUBNET, many=True)},
    "AWS::ServiceDiscovery::PrivateDnsNamespace": {("Vpc",): Want(VPC)},
    "AWS::ServiceDiscovery::Service": {("NamespaceId",): Want(NAMESPACE)},
}

PARAMETERS: Mapping[str, Want] = {
    "AWS::EC2::SecurityGroup::Id": Want(GROUP),
    "AWS::EC2::Subnet::Id": Want(SUBNET),
    "AWS::EC2::VPC::Id": Want(VPC),
    "List<AWS::EC2::SecurityGroup::Id>": Want(GROUP, many=True),
    "List<AWS::EC2::Subnet::Id>": Want(SUBNET, many=True),
    "List<AWS::EC2::VPC::Id>": Want(VPC, many=True),
    "Number": Want(()),
    "String": Want(()),
}
