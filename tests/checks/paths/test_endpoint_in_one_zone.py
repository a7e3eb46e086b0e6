"""Endpoints in one zone, for tasks in several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.findings import findings
from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import OPEN, Change, both, graph, properties, set_to


def spread(t: dict[str, Any]) -> None:
    """Place the tasks of a service in two subnets."""
    properties(t, "Web")["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"].append({"Ref": "PublicSubnet"})


def advice(folder: Path, change: Change) -> list[tuple[str, str]]:
    found = findings(graph(folder, both(secrets_endpoint(), change)))
    return [(finding.at, finding.message) for finding in found if finding.rule == "ICS012"]


def test_tasks_are_in_several(tmp_path: Path) -> None:
    assert advice(tmp_path, spread) == [
        (
            "Door",
            "Door is in one Availability Zone, and tasks of Web are in several; while that zone is down, no task "
            "can use it",
        )
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda t: None,
        both(spread, set_to("Door", SubnetIds=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}])),
        both(spread, set_to("Door", SubnetIds=OPEN)),
    ],
)
def test_there_is_nothing_to_advise(tmp_path: Path, change: Change) -> None:
    assert advice(tmp_path, change) == []
