"""Example templates of checks: a base, and the edits that make it one that is accepted or rejected.

A base is a whole template in ``bases/``, right in everything. An edit names a place by its steps with dots between,
from a resource on (``Service.LaunchType``, ``Vpc.Properties.EnableDnsSupport``, ``Service.DependsOn``) or from another
section of the template (``Parameters.Size.Default``), and gives the new value as YAML, None to take away what stands
there. ``Properties`` may be left out. A step beyond the end of a list appends to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.text.short_forms import Tagged, reader

_QUOTED_NAME = re.compile(r"(!\w+) '([A-Za-z][\w.:]*)'")
"""What nobody would quote after a tag."""

Edits = Mapping[str, str | None]
_BASES = Path(__file__).parent / "bases"
_SECTIONS = ("Conditions", "Mappings", "Metadata", "Outputs", "Parameters", "Rules", "Transform")
_ATTRIBUTES = (
    "Condition", "CreationPolicy", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type",
    "UpdatePolicy", "UpdateReplacePolicy",
)  # fmt: skip


class _Dumper(yaml.CSafeDumper):
    """Writes short forms back as they were read, and no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _untagged(dumper: yaml.CSafeDumper, data: Tagged) -> yaml.Node:
    if isinstance(data.value, dict):
        return dumper.represent_mapping(data.tag, data.value)
    if isinstance(data.value, list):
        return dumper.represent_sequence(data.tag, data.value, flow_style=True)
    return dumper.represent_scalar(data.tag, data.value, style="'")


_Dumper.add_representer(Tagged, _untagged)


read = reader(Tagged)


def write(template: Any) -> str:
    """Write a template as YAML."""
    text: str = yaml.dump(template, Dumper=_Dumper, sort_keys=False, width=1000)
    return _QUOTED_NAME.sub(r"\1 \2", text)


@cache
def template(base: str, *edits: tuple[tuple[str, str | None], ...]) -> str:
    """The text of a base after some edits."""
    body = read((_BASES / f"{base}.yaml").read_text(encoding="utf-8"))
    for places in edits:
        for place, value in places:
            _edit(body, steps_of(place), value)
    return write(body)


def change(rejected: str, accepted: str) -> list[str]:
    """What turns the rejected example into the accepted one: lines of a diff, each place under its resource."""
    lines = unified_diff(rejected.splitlines(), accepted.splitlines(), n=2, lineterm="")
    return ["@@" if line.startswith("@@") else line.rstrip() for line in list(lines)[2:]]


def steps_of(place: str) -> list[str | int]:
    """The way through a template that the place of an edit names."""
    steps: list[str | int] = [int(step) if step.isdigit() else step for step in place.split(".")]
    if steps[0] in _SECTIONS:
        return steps
    if len(steps) > 1 and steps[1] not in _ATTRIBUTES:
        steps.insert(1, "Properties")
    return ["Resources", *steps]


def _edit(body: Any, steps: list[str | int], value: str | None) -> None:
    *way, last = steps
    place = body
    for step in way:
        if isinstance(place, Tagged):
            place = place.value
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    if value is None:
        del place[last]
    elif isinstance(place, list) and isinstance(last, int) and last >= len(place):
        place.append(read(value))
    else:
        place[last] = read(value)
