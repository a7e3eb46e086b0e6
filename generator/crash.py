"""Mistakes of our own: one part may fail without the others, and what failed is told and kept, never passed over."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from generator.errors import InputError

T = TypeVar("T")
U = TypeVar("U")

RULE = "E0002"
"""The id under which cfn-lint itself reports a rule that failed."""
EXIT_CODE = 70
"""Of our own mistakes: EX_SOFTWARE of sysexits.h."""
FIX = "this is a mistake of ecs-proof, not of the template: please report it"
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Crash:
    """An exception that nobody expected, as plain data that can travel between processes."""

    kind: str
    """Name of the exception's class."""
    said: str
    at: str
    """File and line of our code where it was raised, or of a library when none of ours took part."""
    trace: str = field(repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """What makes two crashes the same mistake of ours."""
        return (self.kind, self.at)

    def __str__(self) -> str:
        return f"{self.kind}{': ' if self.said else ''}{self.said}, in {self.at}"


def message(crashes: Sequence[Crash]) -> str:
    """Say of a template that something failed while it was looked at."""
    more = f", and {len(crashes) - 1} more" if len(crashes) > 1 else ""
    return f"not checked: ecs-proof itself failed here ({crashes[0]}{more}); findings may be missing"


def crash(error: BaseException) -> Crash:
    """Describe an exception."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _PACKAGE in Path(frame.filename).parents]
    last = (ours or frames)[-1:]
    at = "".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in last) or "an unknown place"
    said = " ".join(str(error).split())
    said = said if len(said) <= 200 else said[:197] + "..."
    return Crash(type(error).__name__, said, at, "".join(traceback.format_exception(error)))


def _short(filename: str) -> str:
    path = Path(filename)
    inside = path.is_relative_to(_PACKAGE.parent)
    return (path.relative_to(_PACKAGE.parent) if inside else Path(*path.parts[-2:])).as_posix()


@dataclass
class Watch:
    """Lets each part of a piece of work fail by itself. ``crashes`` are those that did, each mistake once.

    Invalid input (InputError) is no mistake of ours and goes on to whoever asked.
    """

    crashes: list[Crash] = field(default_factory=list)

    def saw(self, error: Exception) -> Crash:
        """Note an exception. Raises it again when it is an InputError."""
        if isinstance(error, InputError):
            raise error
        found = crash(error)
        if all(each.key != found.key for each in self.crashes):
            self.crashes.append(found)
        return found

    def all(self, find: Callable[[], Iterable[T]]) -> Iterator[T]:
        """What a part finds, as far as it gets."""
        try:
            yield from find()
        except Exception as error:
            self.saw(error)

    def one(self, make: Callable[[], T], otherwise: U) -> T | U:
        """What a part makes, or something else when it fails."""
        try:
            return make()
        except Exception as error:
            self.saw(error)
            return otherwise


def told(crashes: Sequence[Crash], doing: str, *, debug: bool) -> str:
    """Keep the details of crashes, and say in one line that our own code failed and where they are.

    With ``debug``, the tracebacks stand before it.
    """
    path = keep(crashes, doing)
    others = f", and {len(crashes) - 1} more" if len(crashes) > 1 else ""
    details = f"the details are in {path}" if path else "the details could not be kept: run it again with --debug"
    report = "please report it with that file, and what you were doing" if path else "please report it with these"
    line = f"ecs-proof itself failed ({crashes[0]}{others}); {details}; this is not your mistake: {report}"
    return "\n".join([*(each.trace for each in crashes if debug), line])


def keep(crashes: Iterable[Crash], doing: str) -> Path | None:
    """Write everything that is known about crashes into a file of the user's; None when no file can be written.

    The same crashes go into the same file. It holds tracebacks and versions, no environment and no arguments.
    """
    every = list(crashes)
    text = "\n".join([*_circumstances(doing), *(each.trace for each in every)])
    name = sha256("".join(f"{each.kind} {each.at}\n" for each in every).encode()).hexdigest()[:8]
    try:
        path = _folder() / f"crash-{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except (OSError, RuntimeError):  # RuntimeError: there is no home.
        return _elsewhere(text)
    return path


def _folder() -> Path:
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "ecs-proof"


def _elsewhere(text: str) -> Path | None:
    try:
        with tempfile.NamedTemporaryFile("w", prefix="ecs-proof-crash-", suffix=".log", delete=False) as file:
            file.write(text)
    except (OSError, ValueError):
        return None
    return Path(file.name)


def _circumstances(doing: str) -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version  # here, so that what does not fail starts sooner

    for name in ("ecs-proof", "cfn-lint"):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} (not installed as a package)"
    yield f"Python {platform.python_version()} on {sys.platform}"
    yield f"while: {doing}\n"
