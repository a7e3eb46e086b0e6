"""The network of VPCs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.aws.live.reading import Reading, batches

_OF_VPC = (
    ("describe_subnets", "Subnets", "vpc-id"),
    ("describe_route_tables", "RouteTables", "vpc-id"),
    ("describe_network_acls", "NetworkAcls", "vpc-id"),
    ("describe_internet_gateways", "InternetGateways", "attachment.vpc-id"),
    ("describe_vpc_endpoints", "VpcEndpoints", "vpc-id"),
    ("describe_security_groups", "SecurityGroups", "vpc-id"),
    ("describe_vpn_gateways", "VpnGateways", "attachment.vpc-id"),
)
_DNS = (("enableDnsSupport", "EnableDnsSupport"), ("enableDnsHostnames", "EnableDnsHostnames"))


def vpcs_of(reading: Reading, subnets: Iterable[str]) -> list[str]:
    """The VPCs that subnets are in. A subnet that is not there is noted as absent."""
    wanted, found = sorted(set(subnets)), []
    for some in batches(wanted, 200):
        found += reading.all("ec2", "describe_subnets", "Subnets", Filters=[{"Name": "subnet-id", "Values": some}])
    if not reading.refused("ec2", "describe_subnets"):
        there = {subnet["SubnetId"] for subnet in found}
        reading.facts.absent |= {subnet: "a subnet" for subnet in wanted if subnet not in there}
    return sorted({subnet["VpcId"] for subnet in found})


def network(reading: Reading, vpcs: Iterable[str]) -> None:
    """Read everything that decides which packets pass in these VPCs."""
    ids = sorted(set(vpcs))
    if not ids:
        return
    for vpc in reading.all("ec2", "describe_vpcs", "Vpcs", Filters=[{"Name": "vpc-id", "Values": ids}]):
        reading.facts.add("ec2:DescribeVpcs", [vpc | _dns(reading, vpc["VpcId"])])
    for operation, key, name in _OF_VPC:
        reading.keep("ec2", operation, key, Filters=[{"Name": name, "Values": ids}])
    reading.keep("ec2", "describe_nat_gateways", "NatGateways", Filter=[{"Name": "vpc-id", "Values": ids}])
    peerings = {}
    for side in ("requester-vpc-info.vpc-id", "accepter-vpc-info.vpc-id"):
        filters = [{"Name": side, "Values": ids}]
        for each in reading.all("ec2", "describe_vpc_peering_connections", "VpcPeeringConnections", Filters=filters):
            peerings[each["VpcPeeringConnectionId"]] = each
    reading.facts.add("ec2:DescribeVpcPeeringConnections", peerings.values())


def _dns(reading: Reading, vpc: str) -> dict[str, Any]:
    told = {}
    for attribute, name in _DNS:
        answer = reading.one("ec2", "describe_vpc_attribute", VpcId=vpc, Attribute=attribute)
        if answer is not None:
            told[name] = bool((answer.get(name) or {}).get("Value"))
    return told


def interfaces(reading: Reading, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Interfaces by id."""
    found = {}
    for some in batches(ids, 200):
        filters = [{"Name": "network-interface-id", "Values": some}]
        for each in reading.all("ec2", "describe_network_interfaces", "NetworkInterfaces", Filters=filters):
            found[each["NetworkInterfaceId"]] = each
    return found
