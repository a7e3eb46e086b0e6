"""Text that CloudFormation would replace is refused wherever app.yaml takes text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.config.schema import schema

from .command import BASE, MODULES, build, refused

SCHEMA = schema(MODULES)
MARKS = ["${Secret}", "{{resolve:ssm:secret}}"]
ENTRY = "auth-service"
Step = str | int


def positions(part: dict[str, Any], path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The path of every setting that takes text, down to items of lists and values of mappings."""
    if "$ref" in part:
        part = SCHEMA["$defs"][part["$ref"].rsplit("/", 1)[-1]]
    for each in part.get("anyOf", ()):
        yield from positions(each, path)
    if part.get("type") == "string":
        yield path
    for name, each in part.get("properties", {}).items():
        if path or name != "environments":
            yield from positions(each, (*path, name))
    for each in part.get("patternProperties", {}).values():
        yield from positions(each, (*path, ENTRY))
    if isinstance(part.get("additionalProperties"), dict):
        yield from positions(part["additionalProperties"], (*path, "EXTRA"))
    if "items" in part:
        yield from positions(part["items"], (*path, 0))


POSITIONS = sorted({".".join(map(str, path)): path for path in positions(SCHEMA)}.items())


def with_value(path: tuple[Step, ...], value: str) -> str:
    """The base with one more setting."""
    data: Any = yaml.safe_load(BASE)
    node = data
    for step, following in pairwise(path):
        empty: Any = [None] if isinstance(following, int) else {}
        there = node[step] if isinstance(step, int) else node.get(step)
        if type(there) is not type(empty):
            node[step] = empty
        node = node[step]
    node[path[-1]] = value
    return yaml.safe_dump(data)


def test_enumeration_finds_text_of_every_shape() -> None:
    found = {name for name, _ in POSITIONS}
    assert {"name", "region", f"tags.{ENTRY}", "network.availability_zones.0", "database.username"} <= found
    service = f"services.{ENTRY}"
    assert {f"{service}.environment.{ENTRY}", f"{service}.secrets.{ENTRY}.arn", f"{service}.route.path.0"} <= found
    assert {f"{service}.permissions.0.actions.0", f"{service}.health.probe.0", f"{service}.command.0"} <= found
    assert len(found) > 40


@pytest.mark.parametrize("mark", MARKS, ids=["Fn::Sub", "dynamic reference"])
@pytest.mark.parametrize(("name", "path"), POSITIONS, ids=[name for name, _ in POSITIONS])
def test_replaceable_text_is_refused_everywhere(tmp_path: Path, name: str, path: tuple[Step, ...], mark: str) -> None:
    lines = refused(tmp_path, with_value(path, f"/x{mark}"))
    about = [line for line in lines if f": {name}: " in line]
    assert about, lines
    assert any(mark[:2] in line for line in about)


@pytest.mark.parametrize("mark", MARKS, ids=["Fn::Sub", "dynamic reference"])
@pytest.mark.parametrize("path", [("tags",), ("services", ENTRY, "environment"), ("services", ENTRY, "secrets")])
def test_replaceable_text_is_refused_in_keys(tmp_path: Path, path: tuple[Step, ...], mark: str) -> None:
    (line,) = refused(tmp_path, with_value((*path, mark), "x"))
    assert f"must not contain {mark[:2]}" in line
    assert f"(got {mark})" in line


def test_control_characters_are_refused_and_never_printed(tmp_path: Path) -> None:
    lines = refused(tmp_path, with_value(("tags", "\x1b[31m"), "red\x07"))
    assert len(lines) == 2
    assert all("must not contain control characters" in line and line.isprintable() for line in lines)


def test_dollars_and_braces_alone_are_text(tmp_path: Path) -> None:
    text = with_value(("services", ENTRY, "environment", "PRICE"), "$5 {or} $$ {{resolve it}}")
    assert build(tmp_path, text).code == 0
    assert b"$5 {or} $$ {{resolve it}}" in (tmp_path / "out/dev/auth-service.yaml").read_bytes()
