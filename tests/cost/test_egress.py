"""Endpoints against NAT gateways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.cost import Book, Egress
from generator.cost.book import Rate
from tests.cost.bills import PRICES, priced
from tests.cost.test_fargate import service


def endpoints(count: int, zones: int) -> dict[str, Any]:
    subnets = [f"subnet-{number}" for number in range(zones)]
    properties = {"VpcEndpointType": "Interface", "SubnetIds": subnets}
    return {
        f"Endpoint{number}": {
            "Type": "AWS::EC2::VPCEndpoint",
            "Properties": properties | {"ServiceName": f"com.amazonaws.us-east-1.s{number}"},
        }
        for number in range(count)
    }


def gateways(count: int) -> dict[str, Any]:
    return {
        f"Nat{number}": {"Type": "AWS::EC2::NatGateway", "Properties": {"SubnetId": f"subnet-{number}"}}
        for number in range(count)
    }


def compared(folder: Path, resources: dict[str, Any]) -> Egress:
    found = priced(folder, resources).egress
    assert found is not None
    return found


def test_four_endpoints_in_two_zones_against_one_gateway(tmp_path: Path) -> None:
    found = compared(tmp_path, endpoints(4, 2))
    assert (found.endpoints, found.nat) == (pytest.approx(58.4), pytest.approx(36.5))
    assert found.break_even_gb == pytest.approx(21.9 / 0.035)
    assert found.at(found.break_even_gb)[0] == pytest.approx(found.at(found.break_even_gb)[1])
    assert "from 626 GB" in found.advice
    assert "A NAT gateway in each zone would be $73.00" in found.advice


def test_few_endpoints_always_win(tmp_path: Path) -> None:
    found = compared(tmp_path, endpoints(4, 1))
    assert found.break_even_gb == 0
    assert "at any amount" in found.advice


def test_where_both_stand_the_endpoints_have_to_pay_for_themselves(tmp_path: Path) -> None:
    found = compared(tmp_path, endpoints(2, 2) | gateways(1))
    assert found.nat_stays
    assert found.break_even_gb == pytest.approx(29.2 / 0.035)
    ours, theirs = found.at(found.break_even_gb)
    assert ours == pytest.approx(theirs)


def test_gateways_are_held_against_the_endpoints_that_tasks_would_need(tmp_path: Path) -> None:
    image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1"
    log = {"LogDriver": "awslogs", "Options": {"awslogs-group": "g", "awslogs-region": "us-east-1"}}
    resources = service(EnableExecuteCommand=True)
    resources["Task"]["Properties"]["ContainerDefinitions"] = [{"Name": "a", "Image": image, "LogConfiguration": log}]
    found = compared(tmp_path, resources | gateways(2))
    assert "ecr.api, ecr.dkr, logs, ssmmessages" in found.counted
    assert (found.endpoints, found.nat) == (pytest.approx(4 * 2 * 7.3), pytest.approx(73.0))


def test_what_is_not_known_is_in_no_sum_and_said(tmp_path: Path) -> None:
    resources = endpoints(3, 2)
    del resources["Endpoint1"]["Properties"]["SubnetIds"]
    found = compared(tmp_path, resources)
    assert found.endpoints == pytest.approx(2 * 2 * 7.3)
    assert "2 endpoints (4 zones in all)" in found.counted
    assert "without Endpoint1" in found.counted
    assert priced(tmp_path, {"Endpoint1": resources["Endpoint1"]}).egress is None


def test_a_private_gateway_is_no_way_to_apis(tmp_path: Path) -> None:
    resources = endpoints(2, 2) | gateways(2)
    resources["Nat1"]["Properties"]["ConnectivityType"] = "private"
    assert compared(tmp_path, resources).nat == pytest.approx(36.5)
    del resources["Nat0"]
    found = compared(tmp_path, resources)
    assert (found.nat_stays, found.nat) == (False, pytest.approx(36.5))


def test_a_regional_gateway_is_paid_in_each_of_its_zones(tmp_path: Path) -> None:
    resources = endpoints(1, 1) | gateways(1)
    zones = [{"AvailabilityZone": f"us-east-1{letter}"} for letter in "ab"]
    properties = {"AvailabilityMode": "regional", "VpcId": "vpc-1", "AvailabilityZoneAddresses": zones}
    resources["Nat0"]["Properties"] = properties
    found = compared(tmp_path, resources)
    assert (found.nat, "1 NAT gateway of these templates in 2 zones" in found.counted) == (pytest.approx(73.0), True)
    del properties["AvailabilityZoneAddresses"]
    assert "a regional one counted once" in compared(tmp_path, resources).counted


def test_big_amounts_reach_the_cheaper_tiers(tmp_path: Path) -> None:
    ours, _ = compared(tmp_path, endpoints(1, 1)).at(7_000_000)
    assert ours == pytest.approx(7.3 + 10_000 + 24_000 + 8_000)


def test_gateways_without_a_task_that_needs_an_endpoint_are_held_against_nothing(tmp_path: Path) -> None:
    """A network alone: no endpoint would cost nothing, and serve nobody."""
    assert priced(tmp_path, gateways(2)).egress is None


def test_tasks_in_subnets_that_are_not_known_count_one_zone_and_say_so(tmp_path: Path) -> None:
    image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1"
    resources = service()
    resources["Task"]["Properties"]["ContainerDefinitions"] = [{"Name": "a", "Image": image}]
    resources["It"]["Properties"]["NetworkConfiguration"] = {
        "AwsvpcConfiguration": {"Subnets": {"Fn::Split": [",", {"Fn::ImportValue": "subnets"}]}}
    }
    assert "in 1 zone, for their subnets are not known" in compared(tmp_path, resources | gateways(1)).counted


def test_nothing_is_compared_where_nothing_leaves(tmp_path: Path) -> None:
    assert priced(tmp_path, {"It": {"Type": "AWS::S3::Bucket"}}).egress is None


def test_nothing_is_compared_without_prices(tmp_path: Path) -> None:
    prices = Book("eu-west-1", {"endpoint/hour": Rate(0.011)}, "", "")
    assert priced(tmp_path, endpoints(1, 1), prices=prices).egress is None
    assert PRICES.rates
