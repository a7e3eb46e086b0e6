"""A sample of the fault suite; ``python -m tests.deploy.faults`` runs every case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deploy.faults.suite import Case, cases, recorded, survives
from tests.deploy.faults.world import World, world

# The calls that change something, and the one at which most time passes, each with what hurts it most.
SAMPLE = [
    ("create", "s3:PUT /bucket?policy", "killed before"),
    ("create", "s3:PUT /bucket/templates/.yaml", "reset after"),
    ("create", "CreateChangeSet", "killed after"),
    ("create", "ExecuteChangeSet", "killed after"),
    ("create", "DescribeStackEvents", "expired"),
    ("create", "DescribeChangeSet", "truncated"),
    ("update", "ExecuteChangeSet", "reset after"),
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("faults")) as started:
        yield started


@pytest.fixture(scope="module")
def calls(here: World) -> dict[str, list[str]]:
    return recorded(here)


@pytest.mark.parametrize(("kind", "call", "fault"), SAMPLE, ids=["-".join(each) for each in SAMPLE])
def test_survives(here: World, calls: dict[str, list[str]], kind: str, call: str, fault: str) -> None:
    case = next(each for each in cases(calls) if (each.kind, each.call, each.fault) == (kind, call, fault))
    assert survives(here, case, f"{kind}-{case.at}-{fault}".replace(" ", "-")) == []


def test_a_case_that_never_happens_is_no_success(here: World) -> None:
    assert survives(here, Case("create", 999, "", "throttled"), "never") == ["the call was never made"]
