"""Log routers: the one that is missing, the one that nobody uses, and what is not looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.logs.log_router_is_missing import LogRouterIsMissing
from tests.needs.of_containers import said

FIRST, ROUTER = (f"TaskDefinition.ContainerDefinitions.{index}" for index in range(2))
ROUTED = dict(LogRouterIsMissing.good)


def test_a_router_that_is_there(tmp_path: Path) -> None:
    assert said(tmp_path, "start", ROUTED) == ("yes", set())


@pytest.mark.parametrize("edit", [{f"{ROUTER}.FirelensConfiguration": None}, {ROUTER: None}])
def test_the_driver_needs_a_router(tmp_path: Path, edit: dict[str, str | None]) -> None:
    assert said(tmp_path, "start", ROUTED, edit) == ("no", {"ECS224"})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (f"{ROUTER}.FirelensConfiguration.Options", "{config-file-type: file, config-file-value: /extra.conf}"),
        (f"{ROUTER}.FirelensConfiguration.Options", "!Ref Open"),
        (f"{ROUTER}.LogConfiguration", "{LogDriver: awsfirelens}"),
        (f"{FIRST}.LogConfiguration.LogDriver", "splunk"),
    ],
)
def test_what_is_not_looked_at(tmp_path: Path, place: str, value: str) -> None:
    edits = {**ROUTED, "Parameters.Open": "{Type: String}", place: value}
    verdict, rules = said(tmp_path, "start", edits)
    assert verdict == "unknown"
    assert rules <= {"WCS220"}


def test_metadata_is_no_configuration_from_elsewhere(tmp_path: Path) -> None:
    edits = {**ROUTED, f"{ROUTER}.FirelensConfiguration.Options": "{enable-ecs-log-metadata: 'false'}"}
    assert said(tmp_path, "start", edits) == ("yes", set())


def test_a_router_that_nobody_uses_is_a_warning(tmp_path: Path) -> None:
    assert said(tmp_path, "start", {**ROUTED, f"{FIRST}.LogConfiguration": None}) == ("yes", {"WCS220"})


def test_a_driver_that_is_not_known_may_use_the_router(tmp_path: Path) -> None:
    edits = {**ROUTED, "Parameters.Open": "{Type: String}", f"{FIRST}.LogConfiguration": "{LogDriver: !Ref Open}"}
    assert said(tmp_path, "start", edits)[1] == set()
