"""What keeps tasks in is told beside a way that is wrong, or that nobody sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

SHUT = {"TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]"}
OPEN = {"TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}]"}
BY_TRANSIT = {"DefaultRoute.NatGatewayId": None, "DefaultRoute.TransitGatewayId": "tgw-0123456789abcdef0"}
SUBNET = {
    "Parameters": "{Place: {Type: 'AWS::EC2::Subnet::Id'}, Net: {Type: 'AWS::EC2::VPC::Id'}}",
    "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets": "[!Ref Place]",
    "TaskGroup.VpcId": "!Ref Net",
}
SUBNETS = {
    "Parameters": "{Places: {Type: 'List<AWS::EC2::Subnet::Id>'}}",
    "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets": "!Ref Places",
}
UNSEEN = (BY_TRANSIT, SUBNET, SUBNETS)
BACK = {"NatGateway.SubnetId": "!Ref Subnet"}
ACL = {
    "Acl": "{Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}",
    "AclOfTasks": "{Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref Subnet, "
    "NetworkAclId: !Ref Acl}}",
}
ENTRY = "{Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1, "
ENTRY += "RuleAction: allow, CidrBlock: 0.0.0.0/0, Egress: %s}}"


@pytest.mark.parametrize("way", UNSEEN)
def test_groups_that_let_no_https_out_are_told_whatever_the_way(tmp_path: Path, way: Edits) -> None:
    result = edited(tmp_path, "nat", way, SHUT)
    assert result.verdict("ecr.api") == "no"
    assert "ECS041" in result.rules


@pytest.mark.parametrize("way", UNSEEN)
def test_groups_that_let_some_https_out_may_do(tmp_path: Path, way: Edits) -> None:
    result = edited(tmp_path, "nat", way, OPEN)
    assert result.verdict("ecr.api") == "unknown"
    assert "ECS041" not in result.rules


def test_a_dead_end_does_not_hide_a_network_acl(tmp_path: Path) -> None:
    assert edited(tmp_path, "nat", BACK, ACL).rules >= {"ECS016", "ECS018"}
    assert "ECS018" not in edited(tmp_path, "nat", BACK, ACL, {"In": ENTRY % "false", "Out": ENTRY % "true"}).rules
