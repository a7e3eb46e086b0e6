"""The proof of one folder of output, before it is written."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache as once
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import App
from generator.config.outside import brought_in
from generator.errors import Problem
from generator.lint.cache import digest, keep, kept

if TYPE_CHECKING:
    from generator.crash import Crash
    from generator.whole import Cell, Mistake, NotSeen, Suppression

_ROOT = "root.yaml"
_CODE = ("awsdata", "text", "stack", "facts", "proof", "whole", "rules")


@dataclass(frozen=True)
class Proven:
    """What the proof says of one folder of output."""

    folder: str
    needs: int
    """How many needs of tasks are proven."""
    mistakes: tuple[Mistake, ...] = ()
    """Mistakes of error severity that nobody accepted."""
    unknown: tuple[Cell, ...] = ()
    """What the templates alone do not decide, although app.yaml brings in nothing that would."""
    outside: tuple[Cell, ...] = ()
    """What is decided by something that app.yaml brings in from outside."""
    accepted: tuple[tuple[Mistake, Suppression], ...] = ()
    """Mistakes that a template module accepts, with the reason."""
    not_seen: tuple[NotSeen, ...] = ()
    """The places that could not be seen into, and why."""
    refused: tuple[Problem, ...] = ()
    """The mistakes and what is unknown, where they have to be mended."""

    @property
    def crashes(self) -> tuple[Crash, ...]:
        """What failed in our own code: each is a mistake as well, for what it should have proven is not."""
        return tuple(crash for each in self.mistakes for crash in each.crashes)

    @property
    def holds(self) -> bool:
        """Whether it may be written."""
        return not (self.mistakes or self.unknown)


def prove_texts(folder: str, texts: Mapping[str, str], app: App, cache: Path | None) -> Proven:
    """Prove templates that are not written yet.

    A proof without a remark is kept under the digest of the texts and of the code that proved them, for to decode
    them takes longer than everything else in a build.
    """
    key = digest("proof", folder, dict(texts), app.region, sorted(brought_in(app)), _code())
    needs = kept(cache, key)
    if isinstance(needs, int):
        return Proven(folder, needs)
    result = _proven(folder, texts, app)
    if result == Proven(folder, result.needs):
        keep(cache, key, result.needs)
    return result


def _proven(folder: str, texts: Mapping[str, str], app: App) -> Proven:
    from generator.rules._whole import whole
    from generator.stack import Truth

    with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
        for file, text in texts.items():
            Path(name, file).write_text(text, encoding="utf-8")
        result = whole(Path(name, _ROOT), {"AWS::Region": app.region}, project=Path(name))
    mistakes = tuple(mistake for mistake in result.mistakes if mistake.rule.startswith("E"))
    unknown = [cell for cell in result.cells if cell.verdict is Truth.UNKNOWN]
    foreign = brought_in(app)
    outside = tuple(cell for cell in unknown if _decided_by(cell, foreign))
    still = tuple(cell for cell in unknown if cell not in outside)
    proven = sum(cell.verdict is Truth.YES for cell in result.cells)
    return Proven(folder, proven, mistakes, still, outside, result.accepted, result.not_seen)


def _decided_by(cell: Cell, foreign: frozenset[str]) -> bool:
    return any(text in evidence for evidence in cell.because for text in foreign)


@once
def _code() -> str:
    """Give a digest of the code that proves."""
    here = Path(__file__).parent
    files = sorted(path for part in _CODE for path in (here / part).rglob("*.py"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
