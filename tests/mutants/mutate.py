"""Every mutant of a committed output, enumerated from its plain data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.mutants.apps import Edit, Output
from tests.mutants.bends import bent
from tests.mutants.reach import reached
from tests.mutants.tree import Steps, intrinsic

_SAID_ABOUT = ("Type", "Metadata", "DeletionPolicy", "UpdateReplacePolicy")
"""What says something about a resource and is no part of what is made of it."""


@dataclass(frozen=True)
class Mutant:
    """One change. ``at`` is the place below the resource, ``change`` says what was done to what."""

    file: str
    resource: str
    type: str
    at: str
    change: str
    edits: tuple[Edit, ...] = field(hash=False, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file} {self.resource} {self.at}: {self.change}"


@cache
def mutants(output: Output) -> tuple[Mutant, ...]:
    """Every mutant of what a service reaches, file by file."""
    return tuple(mutant for file, name in sorted(reached(output)) for mutant in _of(output.templates[file], file, name))


def _of(template: Any, file: str, name: str) -> Iterator[Mutant]:
    resource = template["Resources"][name]
    kind = str(resource["Type"])
    yield Mutant(file, name, kind, "", "delete", (Edit(file, ("Resources", name)),))
    for key in resource:
        if key not in _SAID_ABOUT:
            for steps, value, new in _changes(resource[key], (str(key),)):
                change = f"delete {_short(value)}" if new is None else f"{_short(value)} -> {_short(new)}"
                way = ("Resources", name, *steps)
                edit = Edit(file, way) if new is None else Edit(file, way, new)
                yield Mutant(file, name, kind, ".".join(map(str, steps)), change, (edit,))


def _changes(node: Any, at: Steps, alone: bool = False) -> Iterator[tuple[Steps, Any, Any]]:
    """Where something changes, what stands there, and what shall; None to take it away.

    What stands alone is taken away together with what holds it, which is a change already.
    """
    if not alone and (len(at) > 1 or at == ("DependsOn",)):
        yield at, node, None
    for new in bent(at, node):
        yield at, node, new
    alone = at != ("Properties",) and len(node) == 1 if isinstance(node, dict | list) else False
    if isinstance(node, dict) and not intrinsic(node):
        for key, value in node.items():
            yield from _changes(value, (*at, str(key)), alone)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _changes(value, (*at, index), alone)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 90 else f"{text[:87]}..."
