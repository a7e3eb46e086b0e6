"""How many security groups a network interface may carry: of tasks, and of endpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.findings import findings
from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import OPEN, Change, both, graph, properties, set_to


def of_web(groups: object) -> Change:
    """Make a change of the groups that the tasks of a service carry."""

    def change(t: dict[str, Any]) -> None:
        properties(t, "Web")["NetworkConfiguration"]["AwsvpcConfiguration"]["SecurityGroups"] = groups

    return change


def of_endpoint(groups: object) -> Change:
    """Make a change that adds an endpoint with some groups."""
    return both(secrets_endpoint(), set_to("Door", SecurityGroupIds=groups))


@pytest.mark.parametrize(
    ("count", "rule", "most"), [(5, None, 0), (6, "WCS051", 5), (16, "WCS051", 5), (17, "ECS051", 16)]
)
@pytest.mark.parametrize(
    ("resource", "property", "carry"), [("Web", "SecurityGroups", of_web), ("Door", "SecurityGroupIds", of_endpoint)]
)
def test_each_limit_is_a_check_of_its_own(
    tmp_path: Path, count: int, rule: str | None, most: int, resource: str, property: str, carry: Any
) -> None:
    found = findings(graph(tmp_path, carry([{"Ref": "TaskGroup"}] * count)))
    limits = [finding for finding in found if finding.rule in ("ECS051", "WCS051")]
    assert [(finding.rule, finding.at, finding.steps[-1]) for finding in limits] == (
        [] if rule is None else [(rule, resource, property)]
    )
    for finding in limits:
        assert finding.message.startswith(f"{resource} puts {count} security groups on each network interface, and ")
        assert f"quota is {most};" in finding.message or f"quota to {most} at most;" in finding.message
        assert finding.fix == f"{property}: leave at most {most}, for instance one shared client group"


def test_a_list_that_is_not_known_is_not_counted(tmp_path: Path) -> None:
    found = findings(graph(tmp_path, of_web(OPEN)))
    assert not {"ECS051", "WCS051"} & {finding.rule for finding in found}
