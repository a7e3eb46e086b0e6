"""What the templates of a folder set: a repository a folder in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from generator.ecs.texts import literal
from generator.refusals.schema.set_properties import set_properties
from generator.stack import load

_SUFFIXES = (".yaml", ".yml", ".json", ".template", ".cfn", ".cform", ".txt")
_MARK = b"AWS::"
_LARGEST = 600_000

Form = Literal["anything", "number", "word", "text"]
Set = tuple[str, str, str | None, Form]
"""A type, the way to a property, its text where it is written out, and what the schema makes of it. A way that is empty
is the resource itself."""


@dataclass
class Used:
    """Who sets a property, and to which texts."""

    form: Form
    repositories: set[str] = field(default_factory=set)
    texts: dict[str, set[str]] = field(default_factory=dict)


Usage = dict[tuple[str, str], Used]
"""By type and way."""


def of_folder(folder: Path) -> dict[Path, tuple[Set, ...]]:
    """What each template below a folder sets; what is none, or cannot be read, is left out."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        read = zip(files, pool.map(_of_file, files, chunksize=20), strict=True)
        return {path: found for path, found in read if found}


def together(folder: Path, templates: dict[Path, tuple[Set, ...]], without: str = "") -> Usage:
    """Who sets what; ``without`` is a repository that is not looked at."""
    usage: Usage = {}
    for path, found in templates.items():
        repository = path.relative_to(folder).parts[0]
        for kind, way, text, form in found if repository != without else ():
            used = usage.setdefault((kind, way), Used(form))
            used.repositories.add(repository)
            if text is not None:
                used.texts.setdefault(text, set()).add(repository)
    return usage


def repositories(folder: Path, templates: dict[Path, tuple[Set, ...]]) -> set[str]:
    """The repositories that have templates."""
    return {path.relative_to(folder).parts[0] for path in templates}


def _of_file(path: Path) -> tuple[Set, ...]:
    if path.stat().st_size > _LARGEST or _MARK not in path.read_bytes():
        return ()
    try:
        return tuple(dict.fromkeys(_set(path)))
    except RecursionError:
        return ()  # It is meant to be broken.


def _set(path: Path) -> Iterator[Set]:
    for resource in load(path).resources:
        if resource.type.startswith("AWS::"):
            yield resource.type, "", None, "anything"
            for way, value, part in set_properties(resource):
                yield resource.type, way, literal(value), _form(part)


def _form(part: dict[str, Any]) -> Form:
    if "enum" in part or "enumCaseInsensitive" in part:
        return "word"
    kinds = part.get("type")
    if kinds in ("integer", "number"):
        return "anything" if {"minimum", "maximum"} <= part.keys() else "number"
    return "text" if kinds == "string" and "pattern" not in part else "anything"
