"""What faces the internet waits for the internet gateway of its VPC: load balancers and NAT gateways."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

AT_ONCE: Edits = {"NatAddress.DependsOn": None}


def test_a_nat_gateway_that_does_not_wait(tmp_path: Path) -> None:
    (finding,) = [each for each in edited(tmp_path, "nat", AT_ONCE).findings if each.rule == "WCS411"]
    assert (finding.at, finding.fix) == ("NatGateway", "DependsOn of NatGateway: add InternetGatewayAttachment")
    assert "is a public NAT gateway and may be created before InternetGatewayAttachment" in finding.message


@pytest.mark.parametrize(
    "waits",
    [
        {},
        {**AT_ONCE, "NatGateway.DependsOn": "PublicRoute"},
        {**AT_ONCE, "NatGateway.DependsOn": "[InternetGatewayAttachment]"},
        {**AT_ONCE, "NatGateway.ConnectivityType": "private"},
        {**AT_ONCE, "NatGateway.AvailabilityMode": "regional"},
        {**AT_ONCE, "NatGateway.SubnetId": "subnet-0123456789abcdef0"},
    ],
)
def test_a_nat_gateway_that_waits_or_needs_none(tmp_path: Path, waits: Edits) -> None:
    assert "WCS411" not in edited(tmp_path, "nat", waits).rules
