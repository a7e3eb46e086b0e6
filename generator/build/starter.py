"""What a new project begins with: the app.yaml of this repository, its templates/, and the programs that it runs."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.errors import InputError, Problem

_SHIPPED = Path(__file__).parent.parent / "_starter"
"""Where an installed package holds it; setup.py puts it there."""
PROGRAMS = "tests/examples/task-management/*/*"
"""The services of app.yaml, which names their Dockerfiles, as a pattern; setup.py has it too."""


def templates() -> Path:
    """The folder of the starter's template modules."""
    return _home() / "templates"


def copy(folder: Path) -> list[Path]:
    """Copy the starter into a folder and name the files written.

    Raises InputError, and writes nothing, when one of them is there already.
    """
    home = _home()
    sources = [home / "app.yaml", *sorted((home / "templates").glob("*.py")), *_programs(home)]
    targets = [folder / source.relative_to(home) for source in sources]
    there = [Problem((), "is there already", hint="choose another folder", where=str(t)) for t in targets if t.exists()]
    if there:
        raise InputError(there)
    try:
        for source, target in zip(sources, targets, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    except OSError as error:
        raise InputError(
            [Problem((), f"cannot be written: {error.strerror}", where=str(error.filename or folder))]
        ) from None
    return targets


def _programs(home: Path) -> list[Path]:
    return sorted(path for path in home.glob(PROGRAMS) if path.is_file())


def _home() -> Path:
    return _SHIPPED if _SHIPPED.is_dir() else Path(__file__).parent.parent.parent
