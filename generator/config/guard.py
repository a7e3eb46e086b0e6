"""Call what a template module gives, and tell its mistakes at its own line."""

from __future__ import annotations

import ast
import linecache
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from generator.config.app import Module
from generator.errors import InputError, Problem

T = TypeVar("T")


def guarded(module: Module, function: Callable[[], T], doing: str = "build") -> T:
    """Call a module's function; raises InputError with the file and line in it for whatever else it raises.

    ``doing`` is the name of the module's function, whose line is told where the mistake shows in none of its own.
    """
    try:
        return function()
    except InputError:
        raise
    except Exception as error:
        where = where_raised(error, module.file, doing)
        what = "does not build" if doing == "build" else f"{doing} fails"
        raise InputError([Problem((), f"{what}: {error_in_words(error)}", where=where)]) from error


def mistaken(module: Module, doing: str, what: str, accepted: str, got: Any) -> InputError:
    """Make the error of a module whose function gives something else than it must."""
    shown = "None" if got is None else type(got).__name__
    return InputError([Problem((), f"{doing} {what}", shown, accepted, where=where_defined(module.file, doing))])


def problems_given(module: Module, doing: str, function: Callable[[], Any]) -> list[Problem]:
    """Call a module's function that gives problems; raises InputError where it fails or gives something else."""
    returned = guarded(module, function, doing)
    if not isinstance(returned, Iterable):
        raise mistaken(module, doing, "returns something else", "the problems found; yield makes it so", returned)
    problems = guarded(module, lambda: list(returned), doing)
    for problem in problems:
        if not isinstance(problem, Problem):
            raise mistaken(module, doing, "gives something else", "a Problem", problem)
        if not isinstance(problem.path, tuple):
            what = f"gives a Problem whose path is none: {problem.what}"
            raise mistaken(module, doing, what, '("section", "setting")', problem.path)
    return problems


def error_in_words(error: BaseException) -> str:
    """Say what was raised; an error without words is told with the line that raised it."""
    text = " ".join(str(error).split())
    name = type(error).__name__
    if text and not isinstance(error, AssertionError):
        return f"{name}: {text if len(text) <= _LONGEST else text[:_LONGEST] + ' ...'}"
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return name
    last = frames[-1]
    said = f": {text}" if text else ""
    return (
        f"{name}{said} in {Path(last.filename).name}, at `{linecache.getline(last.filename, last.lineno or 0).strip()}`"
    )


_LONGEST = 600


def where_raised(error: BaseException, file: str, doing: str = "") -> str:
    """The last line of a file that an exception passed through, else of a helper beside it.

    A file that cannot be parsed is told with its own name, which is a helper's where one is imported.
    """
    path = Path(file).resolve()
    if isinstance(error, SyntaxError) and error.filename:
        name = Path(error.filename).name
        return f"{Path(file).with_name(name).as_posix()}:{error.lineno or 1}"
    frames = traceback.extract_tb(error.__traceback__)
    for wanted in ([path], list(path.parent.glob("_*.py"))):
        for frame in reversed(frames):
            if Path(frame.filename).resolve() in wanted:
                return f"{Path(file).with_name(Path(frame.filename).name).as_posix()}:{frame.lineno}"
    return where_defined(file, doing)


def where_defined(file: str, name: str) -> str:
    """The line of a file on which a name is defined; the file alone where that is not found."""
    line = line_of(name, Path(file)) if name else None
    return f"{file}:{line}" if line else file


def line_of(name: str, path: Path) -> int | None:
    """The last line on which a module defines a function, a class or a value of this name."""
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, ValueError, SyntaxError):
        return None
    for node in reversed(body):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        named = {getattr(node, "name", None), *(getattr(target, "id", None) for target in targets)}
        if name in named:
            return node.lineno
    return None
