"""Commands that messages tell people to type: each has to work where it is read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from generator.errors import did_you_mean, invalid

_PACKAGE = Path(__file__).resolve().parent
_CONSOLE = "ecs-proof"  # the console command, named in setup.cfg


def program() -> str:
    """What was typed to get here: the console command, or ``python -m generator``.

    They differ where somebody's own folder ``generator/`` stands in the way of the second.
    """
    return _CONSOLE if Path(sys.argv[0]).stem == _CONSOLE else "python -m generator"


def near_file(path: Path) -> str:
    """The hint ``did you mean DIR/NAME?`` for a file that is not there and has one of nearly its name beside it."""
    try:
        by_stem = {each.stem: each for each in sorted(path.parent.iterdir())}
    except OSError:  # no folder either, or one that cannot be looked at
        return ""
    near = did_you_mean(path.stem, by_stem)  # what all names end in makes none of them alike
    meant = by_stem.get(near.removeprefix("did you mean ").removesuffix("?"))
    return f"did you mean {meant.as_posix()}?" if meant else ""


def install(extra: str, package: Path = _PACKAGE) -> str:
    """The command that installs an extra (``deploy``, ``local``) into what runs: a clone, or an installed wheel.

    Only a wheel holds the starter: setup.py puts it there, and leaves it out of an editable installation.
    """
    if (package / "_starter").is_dir():
        return f'pip install "ecs-proof[{extra}]"'
    clone = package.parent
    return f'pip install -e "{"." if clone == Path.cwd() else clone}[{extra}]"'


def require(what: str, extra: str, modules: Sequence[str]) -> None:
    """Find out that a module is missing before it is imported. Raises InputError, which names the extra's command."""
    missing = [each for each in modules if find_spec(each) is None]
    if missing:
        names = " and ".join(", ".join(missing).rsplit(", ", 1))
        verb = "is" if len(missing) == 1 else "are"
        raise invalid(f"{what} needs {names}, which {verb} not installed", hint=f"run: {install(extra)}")
