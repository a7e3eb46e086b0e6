"""Options of the awslogs driver: what is refused, and what is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

OPTIONS = "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("mode", "NON-BLOCKING"),
        ("awslogs-datetime-format", "'[%Y-%m-%d]'"),
        ("awslogs-multiline-pattern", r"'^(?!\s)'"),
    ],
)
def test_what_the_driver_refuses_stops_the_task(tmp_path: Path, option: str, value: str) -> None:
    result = edited(tmp_path, "nat", {f"{OPTIONS}.{option}": value})
    assert "ECS024" in result.rules
    assert result.verdict("start") == "no"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("mode", "non-blocking"),
        ("awslogs-datetime-format", r"'\[%Y-%m-%d\]'"),
        ("awslogs-multiline-pattern", r"'^\S'"),
        ("awslogs-multiline-pattern", "!Ref AWS::Region"),
    ],
)
def test_what_it_takes_does_not(tmp_path: Path, option: str, value: str) -> None:
    result = edited(tmp_path, "nat", {f"{OPTIONS}.{option}": value})
    assert "ECS024" not in result.rules
    assert result.verdict("start") == "yes"


@pytest.mark.parametrize(
    ("base", "mode", "told"),
    [("hosts", "blocking", True), ("hosts", "non-blocking", False), ("hosts", None, False), ("nat", "blocking", False)],
)
def test_a_buffer_is_for_what_does_not_block(tmp_path: Path, base: str, mode: str | None, told: bool) -> None:
    """Docker refuses it; the driver of Fargate passes it over, and without a mode the account's own default counts."""
    edits = {f"{OPTIONS}.max-buffer-size": "25m", **({f"{OPTIONS}.mode": mode} if mode else {})}
    result = edited(tmp_path, base, edits)
    assert ("ECS024" in result.rules, result.verdict("start") == "no") == (told, told)
