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


def test_big_amounts_reach_the_cheaper_tiers(tmp_path: Path) -> None:
    ours, _ = compared(tmp_path, endpoints(1, 1)).at(7_000_000)
    assert ours == pytest.approx(7.3 + 10_000 + 24_000 + 8_000)


def test_nothing_is_compared_where_nothing_leaves(tmp_path: Path) -> None:
    assert priced(tmp_path, {"It": {"Type": "AWS::S3::Bucket"}}).egress is None


def test_nothing_is_compared_without_prices(tmp_path: Path) -> None:
    prices = Book("eu-west-1", {"endpoint/hour": Rate(0.011)}, "", "")
    assert priced(tmp_path, endpoints(1, 1), prices=prices).egress is None
    assert PRICES.rates
