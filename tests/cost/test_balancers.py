"""What load balancers cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.cost import Usage
from tests.cost.bills import one, paid, priced, unknown

BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
SUBNETS = ["subnet-1", "subnet-2"]


@pytest.mark.parametrize(("kind", "lcu"), [(None, 5.84), ("network", 4.38)])
def test_hours_addresses_and_capacity_units(tmp_path: Path, kind: str | None, lcu: float) -> None:
    properties: dict[str, Any] = {"Subnets": SUBNETS} | ({"Type": kind} if kind else {})
    bill = priced(tmp_path, one(BALANCER, **properties), Usage({"lcu": 2}))
    assert sorted(paid(bill).values()) == [7.3, 2 * lcu, 16.425]


@pytest.mark.parametrize("properties", [{"Scheme": "internal"}, {"IpAddressType": "dualstack-without-public-ipv4"}])
def test_without_public_addresses(tmp_path: Path, properties: dict[str, str]) -> None:
    assert priced(tmp_path, one(BALANCER, Subnets=SUBNETS, **properties)).monthly == pytest.approx(16.425)


def test_addresses_of_ones_own_are_paid_where_they_are_made(tmp_path: Path) -> None:
    mappings = [{"SubnetId": "subnet-1", "AllocationId": "eipalloc-1"}, {"SubnetId": "subnet-2"}]
    bill = priced(tmp_path, one(BALANCER, Type="network", SubnetMappings=mappings))
    assert paid(bill)["It", "public IPv4 addresses, 1 zone"] == 3.65


def test_other_types_have_no_price_here(tmp_path: Path) -> None:
    (item,) = unknown(priced(tmp_path, one(BALANCER, Type="gateway", Subnets=SUBNETS)))
    assert "gateway" in item.unknown
