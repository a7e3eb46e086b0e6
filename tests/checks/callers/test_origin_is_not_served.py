"""CloudFront calls the port of its protocol, from the internet, unless it is told another."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.callers.origin_is_not_served import OriginIsNotServed
from tests.edited import edited

ORIGIN = "Edge.DistributionConfig.Origins.0"
PUBLIC = {**OriginIsNotServed.good, f"{ORIGIN}.VpcOriginConfig": None, "Balancer.Scheme": "internet-facing"}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("{OriginProtocolPolicy: https-only}", True),
        ("{OriginProtocolPolicy: http-only}", False),
        ("{OriginProtocolPolicy: http-only, HTTPPort: 8080}", True),
        ("{OriginProtocolPolicy: https-only, HTTPSPort: !Ref Port}", False),
        ("{OriginProtocolPolicy: match-viewer}", False),
    ],
)
def test_the_port_that_is_called_has_a_listener(tmp_path: Path, told: str, found: bool) -> None:
    edits = {**PUBLIC, "Parameters.Port": "{Type: Number}", f"{ORIGIN}.CustomOriginConfig": told}
    assert ("ECS436" in edited(tmp_path, "balanced", edits).rules) is found
