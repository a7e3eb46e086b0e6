"""VPCs, subnets and the gateways that lead out of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.live.facts import Facts
from generator.live.made import Made, some, tag, taken

GONE = ("deleted", "deleting", "failed", "rejected", "expired")
"""States of what answers still tell of and packets do not pass any more."""


def networks(facts: Facts) -> Iterator[Made]:
    """Each VPC with what is attached to it."""
    for vpc in facts.of("ec2:DescribeVpcs"):
        yield from _vpc(vpc)
    for subnet in facts.of("ec2:DescribeSubnets"):
        properties = taken(subnet, "VpcId", "CidrBlock", "AvailabilityZone")
        properties["MapPublicIpOnLaunch"] = bool(subnet.get("MapPublicIpOnLaunch"))
        id_ = subnet["SubnetId"]
        yield Made("AWS::EC2::Subnet", id_, properties, {id_: "Ref"}, tag(subnet))
    for gateway in facts.of("ec2:DescribeInternetGateways"):
        id_ = gateway["InternetGatewayId"]
        yield Made("AWS::EC2::InternetGateway", id_, {}, {id_: "Ref"}, tag(gateway))
        for attachment in gateway.get("Attachments") or ():
            if attachment.get("State", "available") in ("available", "attached"):
                yield _attachment(attachment["VpcId"], "InternetGatewayId", id_)
    for gateway in facts.of("ec2:DescribeVpnGateways"):
        if gateway.get("State") not in GONE:
            id_ = gateway["VpnGatewayId"]
            yield Made(
                "AWS::EC2::VPNGateway", id_, {"Type": gateway.get("Type", "ipsec.1")}, {id_: "Ref"}, tag(gateway)
            )
            for attachment in gateway.get("VpcAttachments") or ():
                if attachment.get("State", "attached") == "attached":
                    yield _attachment(attachment["VpcId"], "VpnGatewayId", id_)
    yield from _nat_gateways(facts)
    for peering in facts.of("ec2:DescribeVpcPeeringConnections"):
        if (peering.get("Status") or {}).get("Code", "active") == "active":
            id_ = peering["VpcPeeringConnectionId"]
            ours, theirs = peering.get("RequesterVpcInfo") or {}, peering.get("AccepterVpcInfo") or {}
            properties = some(
                VpcId=ours.get("VpcId"),
                PeerVpcId=theirs.get("VpcId"),
                PeerOwnerId=theirs.get("OwnerId"),
                PeerRegion=theirs.get("Region"),
            )
            yield Made("AWS::EC2::VPCPeeringConnection", id_, properties, {id_: "Ref"}, tag(peering))


def _vpc(vpc: dict[str, object]) -> Iterator[Made]:
    id_ = str(vpc["VpcId"])
    properties = taken(vpc, "CidrBlock", "EnableDnsSupport", "EnableDnsHostnames", "InstanceTenancy")
    for name in ("EnableDnsSupport", "EnableDnsHostnames"):
        properties.setdefault(name, {"Ref": "NotRead"})
    yield Made("AWS::EC2::VPC", id_, properties, {id_: "Ref"}, tag(vpc))
    blocks = vpc.get("CidrBlockAssociationSet")
    for block in blocks if isinstance(blocks, list) else ():
        range_, state = block.get("CidrBlock"), (block.get("CidrBlockState") or {}).get("State", "associated")
        if range_ != vpc.get("CidrBlock") and state == "associated":
            made = {"VpcId": id_, "CidrBlock": range_}
            yield Made("AWS::EC2::VPCCidrBlock", f"{id_} {range_}", made)


def _attachment(vpc: str, property_: str, gateway: str) -> Made:
    return Made("AWS::EC2::VPCGatewayAttachment", f"{vpc} {gateway}", {"VpcId": vpc, property_: gateway})


def _nat_gateways(facts: Facts) -> Iterator[Made]:
    for gateway in facts.of("ec2:DescribeNatGateways"):
        if gateway.get("State") in GONE:
            continue
        id_ = gateway["NatGatewayId"]
        addresses = gateway.get("NatGatewayAddresses") or [{}]
        kind = gateway.get("ConnectivityType") or ("public" if addresses[0].get("PublicIp") else None)
        properties = some(
            SubnetId=gateway.get("SubnetId"), ConnectivityType=kind, AllocationId=addresses[0].get("AllocationId")
        )
        yield Made("AWS::EC2::NatGateway", id_, properties, {id_: "Ref"}, tag(gateway))
        for address in addresses[:1]:
            if allocation := address.get("AllocationId"):
                gives = {allocation: "AllocationId", address.get("PublicIp") or "": "Ref"}
                yield Made("AWS::EC2::EIP", allocation, {"Domain": "vpc"}, gives)
