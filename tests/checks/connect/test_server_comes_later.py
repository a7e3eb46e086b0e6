"""Clients of Service Connect that may start before their servers."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.connect.server_comes_later import ServerComesLater
from generator.checks.examples import Edits, template
from generator.needs.context import Context
from generator.stack import load

FREE: Edits = {"Caller.DependsOn": "[DefaultRoute]"}
URL = "CallerTask.ContainerDefinitions.0.Environment.0.Value"


def fixes(folder: Path, edits: Edits) -> list[str]:
    (folder / "root.yaml").write_text(template("connected", tuple(edits.items())))
    return [finding.fix for finding in ServerComesLater().find(Context(load(folder / "root.yaml")))]


def test_a_client_that_does_not_wait(tmp_path: Path) -> None:
    assert fixes(tmp_path, FREE) == ["DependsOn of Caller: add Service"]


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {**FREE, URL: "http://elsewhere.example"},
        {**FREE, URL: "web"},
        {**FREE, "Service.DependsOn": "[DefaultRoute, Caller]"},
        {**FREE, "Caller.ServiceConnectConfiguration": None},
    ],
)
def test_clients_that_wait_or_that_waiting_does_not_help(edits: Edits, tmp_path: Path) -> None:
    assert fixes(tmp_path, edits) == []
