"""When a rolling deployment can replace no task."""

from __future__ import annotations

import pytest

from generator.awsdata.deployments import maximum, minimum_healthy, stuck


@pytest.mark.parametrize(
    ("desired", "least", "most", "held"),
    [
        (1, 100, 100, True),
        (1, 100, 200, False),
        (1, 51, 199, True),  # half a task that has to stay is one, and half a task more is none
        (3, 67, 100, True),
        (3, 66, 100, False),
        (2, 50, 100, False),
        (0, 100, 100, True),
    ],
)
def test_least_rounds_up_and_most_rounds_down(desired: int, least: int, most: int, held: bool) -> None:
    assert stuck(desired, least, most) is held


def test_defaults_let_every_service_move() -> None:
    assert not stuck(1, minimum_healthy().default, maximum().default)
