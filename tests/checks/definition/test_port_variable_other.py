"""A variable that the server of the command reads for its port, and an option that goes before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

CONTAINER = "TaskDefinition.ContainerDefinitions.0"
FLASK, UVICORN = "[flask, run, --host, 0.0.0.0%s]", "[uvicorn, 'app:app', --host, 0.0.0.0%s]"


@pytest.mark.parametrize(
    ("command", "name", "port", "told"),
    [
        (FLASK % "", "FLASK_RUN_PORT", "5000", True),
        (UVICORN % "", "UVICORN_PORT", "5000", True),
        ("[next, start]", "PORT", "5000", True),
        (FLASK % "", "FLASK_RUN_PORT", "3000", False),
        (FLASK % ", --port, '3000'", "FLASK_RUN_PORT", "5000", False),
        ("[npm, start]", "FLASK_RUN_PORT", "5000", False),
    ],
)
def test_the_port_that_a_server_is_told_by_its_variable(
    tmp_path: Path, command: str, name: str, port: str, told: bool
) -> None:
    variable = f"[{{Name: {name}, Value: '{port}'}}]"
    result = edited(tmp_path, "balanced", {f"{CONTAINER}.Command": command, f"{CONTAINER}.Environment": variable})
    assert ("WCS363" in result.rules) is told
    assert (result.verdict("start") == "unknown") is told
