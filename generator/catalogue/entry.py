"""The entries of the failure catalogue, read from entries/ (one file per category) and checks.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

HOME = files("generator.catalogue")


@dataclass(frozen=True)
class Check:
    """One look at AWS: a read-only call of boto3 (``ec2.describe_subnets``), and what to look for in its answer.

    ``<name>`` in the arguments is filled in from the text that is explained (facts.py), or by the reader.
    """

    call: str
    args: Mapping[str, Any]
    look_for: str


@dataclass(frozen=True)
class Entry:
    """One failure: how it sounds, why it happens, how to be sure, and what to change.

    ``pattern`` holds alternatives in the notation of pattern.py. ``causes`` come most likely first. ``rules``
    are those of our rules that report the mistake before it is deployed. ``lesson`` is the lesson that teaches it.
    A lower ``priority`` is the better answer. An entry that ``yields`` says that something failed rather than
    why: it gives way to any better entry that explains the same message. One that yields and ``tells_why`` gives way
    there as well, but is a cause where nothing better is said.

    ``told_by`` belongs to ``causes``, one by one: the pattern that tells in a message that this is the cause, or
    nothing. ``unless`` are patterns of words beside which the message is not about this at all, but about another
    program that says the same.

    ``at`` is what there is to change: the type of a resource (or ExecutionRole, TaskRole: those of the task) and, after
    a space, a property of it. The first that the templates have is meant.
    """

    id: str
    category: str
    surface: tuple[str, ...]
    pattern: tuple[str, ...]
    example: str
    causes: tuple[str, ...]
    checks: tuple[Check, ...]
    fix: str
    lesson: int | None
    rules: tuple[str, ...]
    source: tuple[str, ...]
    confidence: str
    priority: int
    yields: bool = False
    tells_why: bool = False
    told_by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    at: tuple[str, ...] = ()


@cache
def entries() -> tuple[Entry, ...]:
    """The whole catalogue, the best answers first."""
    checks = {name: Check(**fields) for name, fields in _read(HOME / "checks.yaml").items()}
    homes = [file for file in (HOME / "entries").iterdir() if file.name.endswith(".yaml")]
    every = (entry for file in homes for entry in _entries_of(file, checks))
    return tuple(sorted(every, key=lambda entry: entry.priority))


def _entries_of(file: Traversable, checks: Mapping[str, Check]) -> Iterator[Entry]:
    for name, fields in _read(file).items():
        if name.startswith("x-"):
            continue  # what several entries of the file share, by YAML's own aliases
        causes = [cause if isinstance(cause, dict) else {"say": cause, "if": ""} for cause in fields["causes"]]
        yield Entry(
            id=name,
            category=file.name.removesuffix(".yaml"),
            example=fields["example"],
            causes=tuple(cause["say"] for cause in causes),
            told_by=tuple(cause["if"] for cause in causes),
            checks=tuple(checks[check] for check in fields["checks"]),
            fix=fields["fix"],
            lesson=fields.get("lesson"),
            confidence=fields["confidence"],
            priority=fields["priority"],
            yields=fields.get("yields", False),
            tells_why=fields.get("tells_why", not fields.get("yields", False)),
            **{word: tuple(fields.get(word, ())) for word in ("surface", "pattern", "rules", "source", "unless", "at")},
        )


def _read(file: Traversable) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content
