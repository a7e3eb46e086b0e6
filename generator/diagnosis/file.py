"""A bundle as a file that only its owner can read."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from generator.diagnosis.bundle import Bundle
from generator.errors import InputError, Problem

FOLDER = Path(".ecs-proof/evidence")
"""Where bundles are kept: below the folder in which somebody works, ignored by git."""


def write(bundle: Bundle, path: Path) -> None:
    """Write a bundle, readable by its owner only, and replaced as a whole. Raises InputError."""
    part = path.with_name(f"{path.name}.part")
    try:
        _folder(path.parent)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            stream.write(bundle.model_dump_json(indent=1) + "\n")
        os.replace(part, path)
    except OSError as error:
        raise InputError([Problem((), f"cannot be written: {error.strerror}", where=str(path))]) from None


def _folder(folder: Path) -> None:
    """Make the folder; in that of bundles, git is told to ignore it."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder == FOLDER and not (mark := folder.parent / ".gitignore").exists():
        mark.write_text("*\n", encoding="utf-8")


def read(path: Path) -> Bundle:
    """Read a bundle. Raises InputError for what is none, with what is wrong in it."""
    try:
        return Bundle.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        hint = f"deploy keeps them in {FOLDER}/ when it fails; `diagnose STACK --write FILE` makes one"
        raise InputError([Problem((), "there is no such file", hint=hint, where=str(path))]) from None
    except OSError as error:
        raise InputError([Problem((), f"cannot be read: {error.strerror}", where=str(path))]) from None
    except ValidationError as error:
        raise InputError(
            [_problem(path, found) for found in error.errors(include_url=False, include_input=False)[:5]]
        ) from None


def _problem(path: Path, found: object) -> Problem:
    place = ".".join(str(step) for step in found["loc"])  # type: ignore[index]
    what = f"is no evidence of ecs-proof: {f'{place}: ' if place else ''}{found['msg']}"  # type: ignore[index]
    return Problem((), what, hint="name a file that deploy or diagnose wrote", where=str(path))
