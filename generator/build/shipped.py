"""Template modules that came with the package: which of them somebody edited, and what a newer version brings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import Literal

from generator import __version__

RECORD = ".shipped.json"
"""Kept beside the modules: the digest of each as it came, so that an edit is seen."""


@dataclass(frozen=True)
class Step:
    """What is to be done with one module: ``replace`` and ``add`` are safe, the others are left to a person."""

    name: str
    what: Literal["replace", "add", "edited", "removed", "dropped"]
    before: str
    after: str

    @property
    def safe(self) -> bool:
        """Whether nothing that somebody wrote is lost by it."""
        return self.what in ("replace", "add")

    def diff(self, folder: Path) -> Iterator[str]:
        """The change, as a unified diff."""
        path = (folder / self.name).as_posix()
        yield from unified_diff(
            self.before.splitlines(), self.after.splitlines(), path, f"{path} (version {__version__})", lineterm=""
        )


def files(folder: Path) -> dict[str, str]:
    """The modules of a folder, and their helpers, by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}


def record(modules: Mapping[str, str]) -> str:
    """What is kept beside modules that come with the package."""
    digests = {name: _digest(text) for name, text in sorted(modules.items())}
    return json.dumps({"version": __version__, "files": digests}, indent=2) + "\n"


def steps(folder: Path, ours: Mapping[str, str]) -> list[Step]:
    """What differs between a folder and the modules that come with this version, by name.

    A module is replaced only where its record shows that nobody edited it; one without a record may be anybody's.
    """
    theirs, known = files(folder), _record(folder)
    made: list[Step] = []
    for name in sorted({*ours, *known, *theirs}):
        before, after = theirs.get(name), ours.get(name)
        if before == after or (after is None and name not in known):
            continue
        if before is None:
            made.append(Step(name, "removed" if name in known else "add", "", after or ""))
        elif after is None:
            made.append(Step(name, "dropped", before, ""))
        elif known.get(name) == _digest(before):
            made.append(Step(name, "replace", before, after))
        elif known.get(name) != _digest(after):
            made.append(Step(name, "edited", before, after))
    return made


def recorded_after(folder: Path, ours: Mapping[str, str], left: set[str]) -> str:
    """The record after an upgrade: modules that were left as they are keep what was known of them."""
    known = _record(folder)
    digests = {name: _digest(text) for name, text in ours.items() if name not in left}
    kept = {name: known[name] for name in left if name in known}
    return json.dumps({"version": __version__, "files": dict(sorted({**digests, **kept}.items()))}, indent=2) + "\n"


def _record(folder: Path) -> dict[str, str]:
    try:
        listed = json.loads((folder / RECORD).read_bytes())["files"]
        return {str(name): str(digest) for name, digest in listed.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _digest(text: str) -> str:
    return f"sha256:{sha256(text.encode()).hexdigest()}"
