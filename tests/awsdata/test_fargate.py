"""Sizes of Fargate, and where it takes a tmpfs."""

from __future__ import annotations

import pytest

from generator.awsdata.fargate import accepted_memory, sizes
from generator.awsdata.tmpfs import on_fargate


@pytest.mark.parametrize("cpu", sizes())
def test_memory_is_a_multiple_of_half_a_gibibyte_and_named_whole(cpu: int) -> None:
    amounts = sizes()[cpu]
    assert list(amounts) == sorted(set(amounts))
    assert all(amount % 512 == 0 for amount in amounts)
    assert str(amounts[0]) in accepted_memory(cpu)
    assert str(amounts[-1]) in accepted_memory(cpu)


def test_how_memory_is_told() -> None:
    assert accepted_memory(256) == "512, 1024, 2048"
    assert accepted_memory(512) == "1024 to 4096 in steps of 1024"


@pytest.mark.parametrize(
    ("region", "taken"), [("eu-west-1", True), ("us-gov-west-1", False), ("us-isob-east-1", False)]
)
def test_tmpfs_by_region(region: str, taken: bool) -> None:
    assert on_fargate(region) is taken
