"""The changes in ``changes/``, one file a topic, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CHANGES = Path(__file__).parent / "changes"
SILENT = ("right", "harmless", "assumed", "open")
"""What a change may be of which the analysis says nothing: right, harmless, right on a premise that is told, a hole."""

_REPEATED = re.compile(r"%(.)\*(\d+)%")
"""One character many times, such as ``%x*70000%``."""


@dataclass(frozen=True)
class Change:
    """One change of a stack that is proven.

    ``edits`` are texts of YAML by place, ``None`` where something is taken away; a place is written as in the examples
    of the checks, with the name of a nested template and a colon before it. ``silent`` is one of ``SILENT``, or empty
    where the change has to be told.
    """

    topic: str
    name: str
    base: str
    edits: Mapping[str, str | None]
    silent: str = ""
    because: str = ""


def topics() -> tuple[str, ...]:
    """The topics, by name."""
    return tuple(sorted(path.stem for path in CHANGES.glob("*.yaml")))


@cache
def changes(topic: str) -> tuple[Change, ...]:
    """The changes of a topic."""
    listed = yaml.load((CHANGES / f"{topic}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(Change(topic, **{**each, "edits": _repeated(each["edits"])}) for each in listed)


def _repeated(edits: Mapping[str, str | None]) -> dict[str, str | None]:
    def long(match: re.Match[str]) -> str:
        return match[1] * int(match[2])

    return {place: text and _REPEATED.sub(long, text) for place, text in edits.items()}
