"""Names of time zones."""

from __future__ import annotations

import pytest

from generator.text.time_zones import may_be_a_zone


@pytest.mark.parametrize(("name", "may_be"), [("Europe/Berlin", True), ("US/Eastern", True), ("Middle/Earth", False)])
def test_a_zone_is_one_of_the_database(name: str, may_be: bool) -> None:
    assert may_be_a_zone(name) is may_be
