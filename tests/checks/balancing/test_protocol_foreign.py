"""Protocols that a kind of load balancer does not speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, both, faults, rules, set_to

NETWORK = set_to("Balancer", Type="network", SecurityGroups=None)


@pytest.mark.parametrize(
    ("change", "at", "fix"),
    [
        (
            both(NETWORK, set_to("Targets", Protocol="TCP")),
            "Listener",
            "Protocol: TCP or TLS; or another Type of Balancer",
        ),
        (
            both(NETWORK, set_to("Listener", Protocol="TLS")),
            "Targets",
            "Protocol: TCP or TLS; or another Type of Balancer",
        ),
        (set_to("Targets", Protocol="TCP"), "Targets", "Protocol: HTTP or HTTPS; or another Type of Balancer"),
    ],
)
def test_a_protocol_of_the_other_kind(tmp_path: Path, change: Change, at: str, fix: str) -> None:
    findings = [finding for finding in faults(tmp_path, change) if finding.rule == "ECS145"]
    assert [(finding.at, finding.steps, finding.fix) for finding in findings] == [(at, ("Protocol",), fix)]


@pytest.mark.parametrize("change", [set_to("Balancer", Type=OPEN), set_to("Targets", Protocol=OPEN)])
def test_a_kind_or_a_protocol_that_is_not_known(tmp_path: Path, change: Change) -> None:
    assert "ECS145" not in rules(tmp_path, change)
