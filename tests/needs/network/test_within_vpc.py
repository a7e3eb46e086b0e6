"""Routes within a VPC: what goes from one subnet to another may be sent through something in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.needs.context import Context
from tests.needs.network.test_ways import route
from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import OPEN, Change, add, both, graph, properties, row, set_to, without

BOX = {"NetworkInterfaceId": "eni-0123456789abcdef0"}
APART = set_to("DataSubnets", SubnetIds=[{"Ref": "PublicSubnet"}])


def database(folder: Path, change: Change) -> str:
    unnamed = both(without("Namespace", "ApiName"), lambda t: properties(t, "Api").pop("ServiceRegistries"))
    return row(folder, "database", both(unnamed, change))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (route("Inspected", "10.0.0.0/24", **BOX), "unknown"),
        (route("Inspected", "10.0.0.0/16", **BOX), "unknown"),
        (route("Inspected", "10.0.1.0/24", table="PublicTable", **BOX), "unknown"),
        (route("Inspected", OPEN, **BOX), "unknown"),
        (route("Inspected", "10.0.7.0/24", **BOX), "yes"),
        (route("Office", "10.0.0.0/8", **BOX), "yes"),
        (route("Office", "192.168.0.0/16", VpcPeeringConnectionId=OPEN), "yes"),
    ],
)
def test_a_route_as_specific_as_a_subnet(tmp_path: Path, change: Change, expected: str) -> None:
    assert database(tmp_path, both(APART, change)) == expected


@pytest.mark.parametrize(("block", "expected"), [("10.0.0.0/24", "unknown"), ("10.0.0.0/16", "yes")])
def test_a_vpc_whose_range_is_not_known(tmp_path: Path, block: str, expected: str) -> None:
    pooled = set_to("Vpc", CidrBlock=None, Ipv4IpamPoolId=OPEN)
    assert database(tmp_path, both(APART, pooled, route("Inspected", block, **BOX))) == expected


def test_within_one_subnet_no_route_is_taken(tmp_path: Path) -> None:
    together = set_to("DataSubnets", SubnetIds=[{"Ref": "TaskSubnet"}])
    assert database(tmp_path, both(together, route("Inspected", "10.0.1.0/24", **BOX))) == "yes"


def test_ends_in_different_vpcs(tmp_path: Path) -> None:
    other = both(
        add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16"),
        add("OtherSubnet", "AWS::EC2::Subnet", VpcId={"Ref": "Other"}, CidrBlock="10.7.0.0/24"),
        set_to("DataSubnets", SubnetIds=[{"Ref": "OtherSubnet"}]),
    )
    assert database(tmp_path, other) == "unknown"


@pytest.mark.parametrize(("block", "expected"), [("10.0.0.0/24", "unknown"), ("10.0.7.0/24", "yes")])
def test_the_way_to_an_endpoint(tmp_path: Path, block: str, expected: str) -> None:
    door = both(secrets_endpoint(), set_to("Door", SubnetIds=[{"Ref": "PublicSubnet"}]))
    context = Context(graph(tmp_path, both(door, route("Inspected", block, **BOX))))
    assert str(context.paths.api(context.tasks[0], "secretsmanager").verdict) == expected


@pytest.mark.parametrize(
    ("block", "expected"), [("52.216.0.0/15", "unknown"), ("3.0.0.0/8", "yes"), ("10.9.0.0/16", "yes")]
)
def test_the_way_to_a_gateway_endpoint(tmp_path: Path, block: str, expected: str) -> None:
    gateway = {"VpcEndpointType": "Gateway", "RouteTableIds": [{"Ref": "TaskTable"}], "VpcId": {"Ref": "Vpc"}}
    layers = add("Layers", "AWS::EC2::VPCEndpoint", ServiceName="com.amazonaws.us-east-1.s3", **gateway)
    context = Context(
        graph(tmp_path, both(layers, without("TaskRoute"), route("Office", block, TransitGatewayId=OPEN)))
    )
    assert str(context.paths.api(context.tasks[0], "s3").verdict) == expected
