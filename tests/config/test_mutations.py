"""Whatever app.yaml becomes, the answer is a build or a list of places: never a traceback, never half an output."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import tries

from .command import BASE, build, contents

DATA = yaml.safe_load(
    BASE.replace("port: 3000", "port: 3000\n    environment: {A: b}\n    secrets: {S: {generate: 32}}", 1)
    .replace(
        "calls:", "permissions: [{actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:us-east-1::q']}]\n    calls:"
    )
    .replace("region: us-east-1", "region: us-east-1\ntags: {team: shop}", 1)
)
PLACE = re.compile(r"app\.yaml(:\d+:\d+)?: \S")
QUICK = settings(max_examples=tries(40), derandomize=True, suppress_health_check=[HealthCheck.too_slow])

ODD = ["", " ", "\n", "no", "null", "~", "${x}", "{{resolve:x}}", "-", "*", "&a", "!", "0x1", "😀", "\u2028", "\x7f"]
TEXT = st.sampled_from([*ODD, "x" * 5000, "a:b", "arn:aws:", "latest", "/*", "registry"]) | st.text(max_size=20)
NUMBER = st.integers(-3, 70000) | st.sampled_from([10**18, 10**40, -1, 0, 0.5, math.inf, math.nan])
SIMPLE = st.none() | st.booleans() | NUMBER | TEXT
VALUE = SIMPLE | st.lists(SIMPLE, max_size=3) | st.dictionaries(TEXT, SIMPLE, max_size=3) | st.just([[[{"a": [{}]}]]])


def paths(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every node below the root."""
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in below:
        yield (*path, step)
        yield from paths(child, (*path, step))


PATHS = list(paths(DATA))


def mutated(path: tuple[str | int, ...], verb: str, value: Any, key: str) -> str:
    """The text of app.yaml with one node replaced, removed, moved, or joined by an unknown key."""
    data = copy.deepcopy(DATA)
    parent = data
    for step in path[:-1]:
        parent = parent[step]
    node = parent[path[-1]]
    if verb == "delete":
        del parent[path[-1]]
    elif verb == "insert" and isinstance(node, dict):
        node[key] = value
    elif verb == "rename" and isinstance(parent, dict):
        parent[key] = parent.pop(path[-1])
    elif verb == "graft":
        parent[path[-1]] = copy.deepcopy(DATA)
    else:
        parent[path[-1]] = value
    return yaml.safe_dump(data, sort_keys=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the output of a valid app."""
    folder = tmp_path_factory.mktemp("mutations")
    assert build(folder, yaml.safe_dump(DATA)).code == 0
    return folder


def judge(folder: Path, text: str | bytes, *arguments: str) -> None:
    """Build, and check what holds for every input."""
    before = contents(folder / "out")
    result = build(folder, text, *arguments)
    assert result.code in (0, 2), result
    if result.code == 2:
        assert result.lines
        assert [line for line in result.lines if not PLACE.match(line)] == []
        assert contents(folder / "out") == before


VERBS = st.sampled_from(["replace", "replace", "delete", "insert", "rename", "graft"])


@QUICK
@given(st.sampled_from(PATHS), VERBS, VALUE, TEXT)
def test_changed_node_is_built_or_refused(
    folder: Path, path: tuple[str | int, ...], verb: str, value: Any, key: str
) -> None:
    judge(folder, mutated(path, verb, value, key))


@QUICK
@given(st.integers(0, len(BASE)))
def test_truncated_file_is_built_or_refused(folder: Path, length: int) -> None:
    judge(folder, BASE[:length])


@QUICK
@given(st.integers(0, len(BASE)), st.binary(min_size=1, max_size=6) | st.text(max_size=4).map(str.encode))
def test_inserted_bytes_are_built_or_refused(folder: Path, position: int, junk: bytes) -> None:
    text = BASE.encode()
    judge(folder, text[:position] + junk + text[position:])


@QUICK
@given(st.integers(0, BASE.count("\n") - 1), st.integers(0, BASE.count("\n") - 1))
def test_moved_and_doubled_lines_are_built_or_refused(folder: Path, source: int, target: int) -> None:
    lines = BASE.splitlines()
    lines.insert(target, lines[source])
    judge(folder, "\n".join(lines))


@QUICK
@given(st.sampled_from(PATHS), TEXT)
def test_any_setting_by_command_is_built_or_refused(folder: Path, path: tuple[str | int, ...], value: str) -> None:
    setting = ".".join(map(str, path)) + "=" + value
    result = build(folder, yaml.safe_dump(DATA), "--set", setting)
    assert result.code in (0, 2), result
    assert all(re.match(r"app\.yaml(:\d+:\d+)?: |--set ", line) for line in result.lines)
