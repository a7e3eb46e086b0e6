"""Amounts read as the person who adds them up expects."""

from __future__ import annotations

import pytest

from generator.cost.dollars import cents, dollars


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (16.425 + 7.3 + 13.98 + 29.2 + 1.9, "$68.81"),  # 68.805, a little less as a float
        (23.725, "$23.73"),
        (-0.005, "-$0.01"),
        (-0.001, "$0.00"),
        (1234.5, "$1,234.50"),
        (0.1 + 0.2, "$0.30"),
    ],
)
def test_halves_of_a_cent_go_up(amount: float, shown: str) -> None:
    assert dollars(amount) == shown
    assert cents(-amount) == -cents(amount)
