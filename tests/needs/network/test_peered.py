"""Two networks that are peered: each needs a route to the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

ROUTE = "{Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref %s, DestinationCidrBlock: %s, %s}}"
PEER = "VpcPeeringConnectionId: !Ref Peering"
HUB = "TransitGatewayId: tgw-0123456789abcdef0"
APART: Edits = {
    "Data": "{Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.50.0.0/16}}",
    "DataSubnet": "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Data, CidrBlock: 10.50.0.0/24}}",
    "DataTable": "{Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Data}}",
    "DataAssociation": "{Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref DataSubnet, "
    "RouteTableId: !Ref DataTable}}",
    "Peering": "{Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Vpc, PeerVpcId: !Ref Data}}",
    "CacheGroup.VpcId": "!Ref Data",
    "CacheGroup.SecurityGroupIngress": "[{IpProtocol: tcp, FromPort: 6379, ToPort: 6379, CidrIp: 10.0.0.0/16}]",
    "CacheSubnets.SubnetIds": "[!Ref DataSubnet]",
    "Cache.NumCacheClusters": "1",
    "Cache.AutomaticFailoverEnabled": "false",
}
TO: Edits = {"To": ROUTE % ("RouteTable", "10.50.0.0/16", PEER)}
BACK: Edits = {"Back": ROUTE % ("DataTable", "10.0.0.0/16", PEER)}


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ({**TO, **BACK}, "whether Service and Cache are in one VPC"),
        ({**TO, "Back": ROUTE % ("DataTable", "0.0.0.0/0", HUB)}, "whether Service and Cache are in one VPC"),
        ({**TO, "Back": ROUTE % ("DataTable", "!ImportValue block", PEER)}, "whether Service and Cache are in one VPC"),
        (
            {**BACK, "To": ROUTE.replace("!Ref %s", "%s") % ("!ImportValue table", "10.50.0.0/16", PEER)},
            "whether Service and Cache are in one VPC",
        ),
        (TO, "DataSubnet has no route to Subnet"),
        (BACK, "Subnet has no route to DataSubnet"),
        ({**TO, "Back": ROUTE % ("DataTable", "10.9.0.0/16", PEER)}, "DataSubnet has no route to Subnet"),
    ],
)
def test_each_needs_a_route(tmp_path: Path, edits: Edits, word: str) -> None:
    result = edited(tmp_path, "cached", APART, edits)
    assert result.verdict("store Cache") == "unknown"
    assert word in result.because("store Cache")
