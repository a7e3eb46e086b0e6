"""What a new project begins with: the app.yaml of this repository, its templates/, and the programs that it runs."""

from __future__ import annotations

from pathlib import Path

_SHIPPED = Path(__file__).parent.parent / "_starter"
"""Where an installed package holds it; setup.py puts it there."""
PROGRAMS = "tests/examples/task-management/*/*"
"""The services of app.yaml, which names their Dockerfiles, as a pattern; setup.py has it too."""


def templates() -> Path:
    """The folder of the starter's template modules."""
    return home() / "templates"


def programs() -> list[Path]:
    """The files of the programs that the app.yaml of the starter runs."""
    return sorted(path for path in home().glob(PROGRAMS) if path.is_file())


def home() -> Path:
    """The folder that holds the starter."""
    return _SHIPPED if _SHIPPED.is_dir() else Path(__file__).parent.parent.parent
