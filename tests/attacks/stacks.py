"""Stacks that are proven, and the same after a change: read once, changed as data."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.decode import decode_str

import generator.checks
from generator.analysis.analyse import Analysis, analyse
from generator.stack import load
from generator.text.short_forms import reader

ROOT = Path(__file__).parents[2]
BASES = Path(generator.checks.__file__).parent / "bases"
REGION = {"AWS::Region": "us-east-1"}
OUTPUTS = ("dev", "prod")
"""The bases that are this repository's own output; any other is a base of the checks."""

_PLACE = re.compile(r"(?:([\w-]+):(?!:))?(.*)")
"""A nested template and a colon, perhaps, and then the steps: ``Fn::ForEach`` is one of them."""

Templates = dict[str, dict[Any, Any]]
Steps = list[str | int]

_ATTRIBUTES = (
    "Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type",
    "UpdatePolicy", "UpdateReplacePolicy",
)  # fmt: skip
_SECTIONS = (
    "AWSTemplateFormatVersion", "Conditions", "Hooks", "Mappings", "Metadata", "Outputs", "Parameters", "Rules",
    "Transform",
)  # fmt: skip


def analysed(base: str, edits: Mapping[str, str | None]) -> Analysis:
    """What is known of a base after some edits; see ``tests.attacks.change``."""
    folder, root = (ROOT / "output" / base, "root.yaml") if base in OUTPUTS else (BASES, f"{base}.yaml")
    templates = _templates(folder, None if base in OUTPUTS else root)
    changed = {name: copy.deepcopy(body) for name, body in templates.items()} if edits else templates
    for place, text in edits.items():
        file, way = _PLACE.fullmatch(place).groups()  # type: ignore[union-attr]  # it takes any text
        _edit(changed[f"{file}.yaml" if file else root], _steps(way), text)
    nested = {folder / name: body for name, body in changed.items() if name != root}
    return analyse(load(folder / root, REGION, project=ROOT, decoded=changed[root], nested=nested))


@cache
def _templates(folder: Path, only: str | None) -> Templates:
    templates: Templates = {}
    for path in sorted(folder.glob(only or "*.yaml")):
        templates[path.name], wrong = decode_str(path.read_text(encoding="utf-8"))
        assert not wrong, path
    return templates


def _long_form(tag: str, value: Any) -> dict[str, Any]:
    name = tag.removeprefix("!")
    if name in ("Ref", "Condition"):
        return {name: value}
    return {f"Fn::{name}": value.split(".", 1) if name == "GetAtt" and isinstance(value, str) else value}


_read = reader(_long_form)


def _steps(place: str) -> Steps:
    """The steps of a place; ``~`` stands for a dot that belongs to a name."""
    steps: Steps = [int(step) if step.isdigit() else step.replace("~", ".") for step in place.split(".")]
    if steps[0] in _SECTIONS:
        return steps
    if len(steps) > 1 and steps[1] not in _ATTRIBUTES:
        steps.insert(1, "Properties")
    return ["Resources", *steps]


def _edit(body: Any, steps: Steps, text: str | None) -> None:
    """Set or take away what stands at a place; what is missing on the way there is made."""
    *way, last = steps
    place = body
    for step, following in zip(way, steps[1:], strict=True):
        if isinstance(place, list) and isinstance(step, int) and step >= len(place):
            place.append({})
        elif isinstance(place, dict) and step not in place:
            place[step] = [] if isinstance(following, int) else {}
        place = place[step]
    if text is None:
        del place[last]
    elif isinstance(place, list) and isinstance(last, int) and last >= len(place):
        place.append(_read(text))
    else:
        place[last] = _read(text)
