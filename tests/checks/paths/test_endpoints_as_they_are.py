"""Endpoints as CloudFormation makes them: their type, their private DNS, and groups that several have."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

TASKS = ("Service", "TaskDefinition", "Cluster", "ExecutionRole", "LogGroup")


@pytest.mark.parametrize(
    ("service", "found"),
    [
        ("!Sub com.amazonaws.${AWS::Region}.secretsmanager", {"ECS060"}),
        ("com.amazonaws.us-east-1.ecr.api", {"ECS060"}),
        ("!Sub com.amazonaws.${AWS::Region}.dynamodb", set()),
        ("!Sub com.amazonaws.${AWS::Region}.s3express", set()),
        ("!ImportValue service", set()),
    ],
)
def test_a_type_that_a_service_does_not_have(tmp_path: Path, service: str, found: set[str]) -> None:
    """It is not created, whether tasks need it or not."""
    alone: Edits = {**dict.fromkeys(TASKS), "S3Endpoint.ServiceName": service}
    assert edited(tmp_path, "isolated", alone).rules == found
    untyped: Edits = {**alone, "S3Endpoint.VpcEndpointType": None}
    assert edited(tmp_path, "isolated", untyped).rules == found


INTERFACE: Edits = {
    "S3Endpoint.VpcEndpointType": "Interface",
    "S3Endpoint.RouteTableIds": None,
    "S3Endpoint.SubnetIds": "[!Ref Subnet]",
    "S3Endpoint.SecurityGroupIds": "[!Ref EndpointGroup]",
    "S3Endpoint.PrivateDnsEnabled": "true",
}
GATEWAY: Edits = {
    "Gateway": (
        "{Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, VpcEndpointType: Gateway, "
        "ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3', RouteTableIds: [!Ref RouteTable]}}"
    ),
    "Service.DependsOn.4": "Gateway",
}
INBOUND = "S3Endpoint.DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint"


@pytest.mark.parametrize(
    ("edits", "verdict", "found"),
    [
        ({name: value for name, value in INTERFACE.items() if "PrivateDns" not in name}, "no", {"ECS061"}),
        ({**INTERFACE, INBOUND: "AllResolvers"}, "yes", set()),
        ({**INTERFACE, INBOUND: "OnlyInboundResolver"}, "no", {"ECS061"}),
        ({**INTERFACE, INBOUND: "OnlyInboundResolver", **GATEWAY}, "yes", set()),
        (INTERFACE, "unknown", set()),
        ({**INTERFACE, INBOUND: "NotSpecified"}, "unknown", set()),
        ({**INTERFACE, **GATEWAY}, "yes", set()),
        ({**INTERFACE, INBOUND: "!ImportValue option"}, "unknown", set()),
    ],
)
def test_where_the_name_of_s3_leads(tmp_path: Path, edits: Edits, verdict: str, found: set[str]) -> None:
    result = edited(tmp_path, "isolated", edits)
    assert (result.verdict("s3"), result.rules) == (verdict, found)


def test_what_is_said_of_an_endpoint_for_those_outside(tmp_path: Path) -> None:
    (finding,) = edited(tmp_path, "isolated", INTERFACE, {INBOUND: "OnlyInboundResolver"}).findings
    assert "private DNS of S3Endpoint is for inbound resolver endpoints only" in finding.message
    assert finding.steps == ("DnsOptions", "PrivateDnsOnlyForInboundResolverEndpoint")


def test_one_group_of_several_endpoints(tmp_path: Path) -> None:
    """Each that the group keeps shut is named, and no other."""
    shut: Edits = {"EndpointGroup.SecurityGroupIngress": "[]"}
    (finding,) = edited(tmp_path, "isolated", shut).findings
    assert "EcrApiEndpoint, EcrDkrEndpoint and LogsEndpoint allow no inbound traffic" in finding.message
    own: Edits = {"LogsEndpoint.SecurityGroupIds": "[!Ref TaskGroup]", "TaskGroup.SecurityGroupIngress":
                  "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]"}  # fmt: skip
    (finding,) = edited(tmp_path, "isolated", shut, own).findings
    assert "EcrApiEndpoint and EcrDkrEndpoint allow no inbound traffic" in finding.message
