"""A sample of the fault suite, the rest of it marked slow; ``python -m tests.deploy.faults`` runs every case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deploy.faults.suite import Case, cases, recorded, survives
from tests.deploy.faults.world import World, world

# The calls that change something, and the one at which most time passes, each with what hurts it most.
SAMPLE = [
    ("create", "CreateChangeSet", "killed after"),
    ("create", "DescribeStackEvents", "expired"),
]
MORE = [
    ("update", "ExecuteChangeSet", "reset after"),
    ("update", "CreateChangeSet", "denied"),
    ("create", "SetStackPolicy", "denied"),
    ("create", "CreateChangeSet", "interrupted before"),
    ("create", "s3:PUT /bucket?policy", "killed before"),
    ("create", "s3:PUT /bucket/templates/.yaml", "reset after"),
    ("create", "ExecuteChangeSet", "killed after"),
    ("create", "DescribeChangeSet", "truncated"),
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("faults")) as started:
        yield started


@pytest.fixture(scope="module")
def calls(here: World) -> dict[str, list[str]]:
    return recorded(here, ("create", "update"))


@pytest.fixture(scope="module")
def failing(here: World) -> dict[str, list[str]]:
    return recorded(here, ("failed update",))


@pytest.mark.parametrize(
    ("kind", "call", "fault"),
    [
        *(pytest.param(*case, id="-".join(case)) for case in SAMPLE),
        *(pytest.param(*case, id="-".join(case), marks=pytest.mark.slow) for case in MORE),
    ],
)
def test_survives(here: World, calls: dict[str, list[str]], kind: str, call: str, fault: str) -> None:
    case = next(each for each in cases(calls) if (each.kind, each.call, each.fault) == (kind, call, fault))
    assert survives(here, case, f"{kind}-{case.at}-{fault}".replace(" ", "-")) == []


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["interrupted after", "expired"])
def test_survives_while_it_fails(here: World, failing: dict[str, list[str]], fault: str) -> None:
    case = next(each for each in cases(failing) if (each.call, each.fault) == ("DescribeStackEvents", fault))
    assert survives(here, case, f"failing-{case.at}-{fault}".replace(" ", "-")) == []


def test_a_case_that_never_happens_is_no_success(here: World) -> None:
    assert survives(here, Case("create", 999, "", "throttled"), "never") == ["the call was never made"]
