"""What EC2 refuses when it is created: some row of the task is a no; and twins that it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

ACL = "!GetAtt Vpc.DefaultNetworkAcl"
OTHER: Edits = {"OtherVpc": "{Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.9.0.0/16}}"}


def made(kind: str, **properties: str) -> str:
    inner = ", ".join(f"{key}: {value}" for key, value in properties.items())
    return f"{{Type: 'AWS::EC2::{kind}', Properties: {{{inner}}}}}"


TABLE: Edits = {"OtherTable": made("RouteTable", VpcId="!Ref Vpc")}
SECOND_SUBNET: Edits = {"SecondSubnet": made("Subnet", VpcId="!Ref Vpc", CidrBlock="10.0.1.0/24")}
ROUTE = {"RouteTableId": "!Ref RouteTable", "NatGatewayId": "!Ref NatGateway"}
S3 = {
    "VpcId": "!Ref Vpc",
    "ServiceName": "!Sub 'com.amazonaws.${AWS::Region}.s3'",
    "VpcEndpointType": "Gateway",
}
OTHER_GROUP: Edits = {
    **OTHER,
    "OtherGroup": made("SecurityGroup", VpcId="!Ref OtherVpc", GroupDescription="Others"),
    "Rule": made(
        "SecurityGroupIngress",
        GroupId="!Ref TaskGroup",
        IpProtocol="tcp",
        FromPort="80",
        ToPort="80",
        SourceSecurityGroupId="!Ref OtherGroup",
    ),
}


@pytest.mark.parametrize(
    ("base", "edits", "rule"),
    [
        (
            "isolated",
            {
                **TABLE,
                "Second": made("SubnetRouteTableAssociation", SubnetId="!Ref Subnet", RouteTableId="!Ref OtherTable"),
            },
            "ECS244",
        ),
        (
            "nat",
            {
                **OTHER,
                "Second": made("VPCGatewayAttachment", VpcId="!Ref OtherVpc", InternetGatewayId="!Ref InternetGateway"),
            },
            "ECS244",
        ),
        ("isolated", {**OTHER, "RouteTable.VpcId": "!Ref OtherVpc"}, "ECS241"),
        ("isolated", OTHER_GROUP, "ECS241"),
        (
            "nat",
            {**OTHER, "PublicSubnet.VpcId": "!Ref OtherVpc", "PublicSubnet.CidrBlock": "10.9.0.0/24"},
            "ECS241",
        ),
        (
            "isolated",
            {
                **OTHER,
                "Away": made("Subnet", VpcId="!Ref OtherVpc", CidrBlock="10.9.0.0/24"),
                "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets": "[!Ref Subnet, !Ref Away]",
            },
            "ECS241",
        ),
        ("isolated", {**OTHER, "TaskGroup.VpcId": "!Ref OtherVpc"}, "ECS114"),
        ("isolated", {"TaskGroup.VpcId": None}, "ECS114"),
        ("nat", {"Vpc.CidrBlock": "10.0.0.0/8"}, "ECS242"),
        ("nat", {"Subnet.CidrBlock": "10.0.0.0/29"}, "ECS242"),
        ("nat", {"Subnet.CidrBlock": "10.0.0.0/33"}, "ECS242"),
        ("nat", {"Subnet.CidrBlock": "10.8.0.0/24"}, "ECS112"),
        ("nat", {"Subnet.CidrBlock": "10.0.1.128/25"}, "ECS112"),
        ("nat", {"Again": made("Route", **ROUTE, DestinationCidrBlock="0.0.0.0/0")}, "ECS245"),
        ("nat", {"Again": made("Route", **ROUTE, DestinationCidrBlock="10.0.0.0/16")}, "ECS245"),
        (
            "nat",
            {
                "Again": made(
                    "Route",
                    RouteTableId="!Ref RouteTable",
                    GatewayId="!Ref InternetGateway",
                    DestinationCidrBlock="10.0.1.0/24",
                )
            },
            "ECS245",
        ),
        ("isolated", {"Again": made("VPCEndpoint", **S3, RouteTableIds="[!Ref RouteTable]")}, "ECS245"),
        ("isolated", {**SECOND_SUBNET, "LogsEndpoint.SubnetIds": "[!Ref Subnet, !Ref Subnet]"}, "ECS247"),
        ("nat", {"NatGateway.AllocationId": None, "NatGateway.ConnectivityType": "public"}, "ECS249"),
        ("balanced", {"Balancer.Subnets": "[!Ref Subnet]"}, "ECS191"),
        (
            "nat",
            {"Other": made("NatGateway", SubnetId="!Ref PublicSubnet", AllocationId="!GetAtt NatAddress.AllocationId")},
            "ECS244",
        ),
        (
            "nat",
            {
                "Edge": made(
                    "GatewayRouteTableAssociation", GatewayId="!Ref InternetGateway", RouteTableId="!Ref RouteTable"
                )
            },
            "ECS245",
        ),
    ],
)
def test_no_task_starts(tmp_path: Path, base: str, edits: Edits, rule: str) -> None:
    result = edited(tmp_path, base, edits)
    assert rule in result.rules
    assert rule in {cell_rule for cell in result.cells if cell.verdict.value == "no" for cell_rule in cell.rules}


@pytest.mark.parametrize(
    ("base", "edits"),
    [
        ("isolated", {**TABLE, **OTHER}),
        (
            "isolated",
            {
                **OTHER_GROUP,
                "Peering": made("VPCPeeringConnection", VpcId="!Ref Vpc", PeerVpcId="!Ref OtherVpc"),
            },
        ),
        ("nat", {"Subnet.CidrBlock": "10.0.0.0/28"}),
        ("nat", {"Subnet.CidrBlock": "10.0.0.5/24"}),
        ("nat", {"Again": made("Route", **ROUTE, DestinationCidrBlock="192.0.2.0/24")}),
        (
            "nat",
            {
                "Added": made("VPCCidrBlock", VpcId="!Ref Vpc", CidrBlock="10.8.0.0/16"),
                "Subnet.CidrBlock": "10.8.0.0/24",
                "Subnet.DependsOn": "Added",
            },
        ),
        ("isolated", {**TABLE, "Again": made("VPCEndpoint", **S3, RouteTableIds="[!Ref OtherTable]")}),
        ("isolated", {**SECOND_SUBNET, "LogsEndpoint.SubnetIds": "[!Ref Subnet, !Ref SecondSubnet]"}),
        (
            "nat",
            {
                "NatGateway.AllocationId": None,
                "NatGateway.SubnetId": None,
                "NatGateway.AvailabilityMode": "regional",
                "NatGateway.VpcId": "!Ref Vpc",
                "NatGateway.DependsOn": "InternetGatewayAttachment",
            },
        ),
    ],
)
def test_twins_are_created(tmp_path: Path, base: str, edits: Edits) -> None:
    result = edited(tmp_path, base, edits)
    assert {rule for rule in result.rules if rule.startswith("E")} == set()
    assert {cell.verdict.value for cell in result.cells} == {"yes"}


def test_a_group_that_is_lent_to_a_vpc_is_of_it(tmp_path: Path) -> None:
    lent = made("SecurityGroupVpcAssociation", GroupId="!Ref TaskGroup", VpcId="!Ref Vpc")
    edits = {**OTHER, "TaskGroup.VpcId": "!Ref OtherVpc"}
    assert edited(tmp_path, "nat", {**edits, "Lent": lent}).rules == set()
    assert "ECS114" in edited(tmp_path, "nat", edits).rules


@pytest.mark.parametrize(("block", "verdict"), [("10.0.3.0/27", "yes"), ("10.0.3.0/28", "unknown")])
def test_a_load_balancer_asks_for_room(tmp_path: Path, block: str, verdict: str) -> None:
    result = edited(tmp_path, "balanced", {"SecondSubnet.CidrBlock": block})
    verdicts = [cell.verdict.value for cell in result.cells if verdict in ("yes", cell.verdict.value)]
    assert set(verdicts) == {verdict}


@pytest.mark.parametrize(
    "edits",
    [
        {
            "TaskGroup.SecurityGroupIngress": "[{IpProtocol: -1, "
            "SourceSecurityGroupId: !GetAtt Vpc.DefaultSecurityGroup}]"
        },
        {
            "Acl": made(
                "SubnetNetworkAclAssociation", SubnetId="!Ref Subnet", NetworkAclId="!GetAtt Vpc.DefaultNetworkAcl"
            )
        },
        {"RouteTable.VpcId": "!GetAtt Vpc.VpcId"},
        {"Vpc.CidrBlock": "'{{ inputs.block }}'"},
    ],
)
def test_what_belongs_to_a_vpc_by_its_attributes_does(tmp_path: Path, edits: Edits) -> None:
    assert edited(tmp_path, "nat", {**OTHER, **edits}).rules == set()
