"""What endpoints, NAT gateways and addresses cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cost.bills import by_use, one, paid, priced, unknown

ENDPOINT = "AWS::EC2::VPCEndpoint"
SERVICE = "com.amazonaws.us-east-1.logs"


def test_an_interface_endpoint_is_paid_for_each_subnet(tmp_path: Path) -> None:
    subnets = ["subnet-1", "subnet-2", "subnet-3", "subnet-3"]
    bill = priced(tmp_path, one(ENDPOINT, VpcEndpointType="Interface", ServiceName=SERVICE, SubnetIds=subnets))
    assert paid(bill) == {("It", "interface endpoint, 3 zones"): 21.9}
    assert by_use(bill) == {("It", "endpoint-gb"): ("GB", 0.01)}


def test_a_gateway_endpoint_costs_nothing(tmp_path: Path) -> None:
    assert priced(tmp_path, one(ENDPOINT, ServiceName="com.amazonaws.us-east-1.s3")).items == ()


def test_subnets_that_parameters_name_are_counted_all_the_same(tmp_path: Path) -> None:
    parameters = {"A": {"Type": "AWS::EC2::Subnet::Id"}, "B": {"Type": "AWS::EC2::Subnet::Id"}}
    subnets = [{"Ref": "A"}, {"Ref": "B"}]
    resources = one(ENDPOINT, VpcEndpointType="Interface", ServiceName=SERVICE, SubnetIds=subnets)
    assert priced(tmp_path, resources, parameters=parameters).monthly == pytest.approx(14.6)


def test_a_list_that_a_parameter_holds_is_not_known(tmp_path: Path) -> None:
    parameters = {"All": {"Type": "List<AWS::EC2::Subnet::Id>"}}
    resources = one(ENDPOINT, VpcEndpointType="Interface", ServiceName=SERVICE, SubnetIds={"Ref": "All"})
    bill = priced(tmp_path, resources, parameters=parameters)
    assert bill.monthly == 0
    assert ["number of its subnets" in item.unknown for item in unknown(bill)] == [True]


def test_a_nat_gateway_and_its_address(tmp_path: Path) -> None:
    address = {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}}
    allocation = {"Fn::GetAtt": ["Address", "AllocationId"]}
    resources = one("AWS::EC2::NatGateway", SubnetId="subnet-1", AllocationId=allocation) | {"Address": address}
    bill = priced(tmp_path, resources)
    assert paid(bill) == {("It", "NAT gateway"): 32.85, ("Address", "public IPv4 address"): 3.65}
    assert by_use(bill) == {("It", "nat-gb"): ("GB", 0.045)}


def test_a_regional_nat_gateway_spreads_nobody_knows_how_far(tmp_path: Path) -> None:
    (item,) = unknown(priced(tmp_path, one("AWS::EC2::NatGateway", VpcId="vpc-1", AvailabilityMode="regional")))
    assert "zones" in item.unknown


def test_addresses_of_ones_own_cost_nothing(tmp_path: Path) -> None:
    assert priced(tmp_path, one("AWS::EC2::EIP", PublicIpv4Pool="ipv4pool-ec2-1")).items == ()
