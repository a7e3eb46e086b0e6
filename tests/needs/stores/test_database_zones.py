"""A database in subnets of which EC2 picks the zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.needs.matrix import Prover
from generator.stack import load


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("eu-west-1a", "eu-west-1b", "yes"),
        ("eu-west-1a", None, "unknown"),
        (None, "!Select [1, !GetAZs '']", "unknown"),
        (None, None, "yes"),
    ],
)
def test_a_picked_zone_may_be_that_of_the_others(
    first: str | None, second: str | None, expected: str, tmp_path: Path
) -> None:
    edits = [("Subnet.AvailabilityZone", first), ("SecondSubnet.AvailabilityZone", second)]
    text = template("database", tuple((steps, zone) for steps, zone in edits if zone is not None))
    (tmp_path / "root.yaml").write_text(text)
    proofs = Prover(load(tmp_path / "root.yaml", parameters={"AWS::Region": "eu-west-1"})).proofs
    (answer,) = [proof.answer for proof in proofs if proof.need.name == "database Database"]
    assert answer.verdict.value == expected
