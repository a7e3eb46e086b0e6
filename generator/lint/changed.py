"""Which root templates a change concerns: those that are one of the changed files, or nest one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.lint.roots import is_below, nested_by, roots


def concerned(paths: Sequence[Path], changed: Sequence[Path]) -> list[Path]:
    """The root templates below the paths that are changed, or nest at any depth what is changed; perhaps none."""
    files = {file.resolve() for file in changed}
    if not any(is_below(path) for path in paths):
        return []
    return [root.path for root in roots(paths) if files & {root.path.resolve(), *nested_by(root.path)}]
