"""Which root templates paths mean: files, and every root template below folders."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import InputError, Problem
from generator.stack import load

_ENDINGS = (".yaml", ".yml", ".json", ".template")
_SKIPPED = ("node_modules", "venv", "site-packages", "__pycache__")
_RESOURCES = re.compile(r"""^\s*["']?Resources["']?\s*:""", re.MULTILINE)
_TYPE = re.compile(r"""["']?Type["']?\s*:\s*["']?AWS::\w+""")
_NESTS = "AWS::CloudFormation::Stack"
_MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Root:
    """A root template, as it was given, and the region that it is for, if that is known."""

    path: Path
    region: str | None = None

    @property
    def name(self) -> str:
        """The path as it was given, with forward slashes."""
        return self.path.as_posix()

    def parameters(self, given: dict[str, str]) -> dict[str, str]:
        """Give what decides its parameters: those given, and its region."""
        return ({"AWS::Region": self.region} if self.region else {}) | given


def roots(paths: Sequence[Path]) -> list[Root]:
    """Find the root templates: those that no other template of the same paths nests.

    Raises InputError for a path that is not there, and when no path holds a template.
    """
    problems = [Problem((), "there is no such file or folder", where=str(path)) for path in paths if not path.exists()]
    if problems:
        raise InputError(problems)
    given = dict.fromkeys(each for path in paths for each in ([path] if path.is_file() else sorted(_below(path))))
    if not given:
        names = ", ".join(map(str, paths))
        raise InputError([Problem((), "holds no CloudFormation template", hint="name a template", where=names)])
    nested = {path: _nested(path) for path in given} if len(given) > 1 else {}
    inner = {child for children in nested.values() for child in children}
    chosen = [path for path in given if path.resolve() not in inner]
    covered = {child for path in chosen for child in nested.get(path, ())} | {path.resolve() for path in chosen}
    for path in given:
        if path.resolve() not in covered:  # templates that nest each other in a circle: one of them has to begin
            chosen.append(path)
            covered |= nested[path] | {path.resolve()}
    return [Root(path, _region(path)) for path in chosen]


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in _SKIPPED)
        yield from (path for name in files if name.endswith(_ENDINGS) and _is_template(path := Path(place, name)))


def _is_template(path: Path) -> bool:
    text = _text(path)
    return bool(_RESOURCES.search(text) or text.lstrip().startswith("{")) and bool(_TYPE.search(text))


def _nested(path: Path) -> set[Path]:
    if _NESTS not in _text(path):
        return set()
    own = path.resolve()
    return {file for file in load(path).files if file != own}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig") if path.stat().st_size <= _MAX_BYTES else ""
    except (OSError, ValueError):
        return ""


def _region(path: Path) -> str | None:
    """Read the region off the deploy.json beside a root that build wrote."""
    try:
        region = json.loads((path.parent / "deploy.json").read_bytes()).get("region")
    except (OSError, ValueError, AttributeError):
        return None
    return region if isinstance(region, str) else None
