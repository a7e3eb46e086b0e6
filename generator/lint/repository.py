"""Where files stand in the repository that they belong to: the same wherever the program is started."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def top(folder: Path) -> Path:
    """The folder of the repository that a folder lies in, else the folder itself."""
    here = folder.resolve()
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), here)


def in_repository(where: str) -> str:
    """A path as the repository of the current folder has it; as it is, absolute, where it lies outside of that."""
    here = top(Path.cwd())
    path = Path(os.path.abspath(where))
    for each in (path, path.resolve()):
        if each.is_relative_to(here):
            return each.relative_to(here).as_posix()
    return path.as_posix()
