"""What templates were: those of a folder or a file, or what git has of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.comparison.committed import committed
from generator.comparison.compare import Comparison, compare
from generator.comparison.pairs import Pair, pairs
from generator.step import Step, part, silent


def against(
    old: str, new: Path, parameters: Mapping[str, str] | None = None, step: Step = silent
) -> Iterator[tuple[Pair, Comparison]]:
    """Compare every root template below ``new`` with what it was: ``old`` is a path, or ``COMMIT:PATH`` of git.

    ``parameters`` are values of the roots' parameters, before and after; ``step`` hears how far it is. Raises
    InputError for what is not there.
    """
    step(f"read {old}", 0, 1, "prove", "compare")
    with _before(old) as (was, project):
        found = pairs(was, new)
        for number, pair in enumerate(found, 1):
            told = part(step, f"compare {pair.name}", number, len(found))
            yield pair, compare(pair, project, parameters or {}, told)


@contextmanager
def _before(old: str) -> Iterator[tuple[Path, Path | None]]:
    """The path of what was, and the folder that nothing outside of is read for it: none, where it is on disk."""
    commit, _, path = old.partition(":")
    if not path or Path(old).exists():
        yield Path(old), None
        return
    with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
        project = Path(name).resolve()
        yield committed(Path(path), commit, project), project
