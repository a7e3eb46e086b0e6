"""Write what is mended: all files or none, as far as that can be known before."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.errors import InputError, Problem

_ANY_WRITE = 0o222


def write(before: Mapping[Path, str], after: Mapping[Path, str], replace: Callable[[Path, str], None]) -> None:
    """Replace the texts of files, each at once, with their modes kept; a link stays one, and its file is written.

    ``replace`` writes one. Raises InputError, before anything is written, for files that are read-only, or are not as
    they were read.
    """
    files = {path: path.resolve() for path in after}
    problems = [
        Problem((), what, hint=hint, where=os.path.relpath(path))
        for path, file in files.items()
        for what, hint in _objections(file, before[path])
    ]
    if problems:
        raise InputError(problems)
    for path, file in files.items():
        try:
            mode = file.stat().st_mode
            replace(file, after[path])
            file.chmod(mode)
        except OSError as error:
            what = f"cannot be written: {error.strerror}"
            raise InputError([Problem((), what, where=os.path.relpath(path))]) from None


def _objections(file: Path, before: str) -> list[tuple[str, str]]:
    """What speaks against writing a file, and what to do."""
    try:
        if file.read_bytes() != before.encode():
            return [("was changed meanwhile", "run it again")]
        writable = file.stat().st_mode & _ANY_WRITE and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    except OSError as error:
        return [(f"cannot be read: {error.strerror}", "run it again")]
    return [] if writable else [("is read-only, or its folder is", "make it writable, or take --diff and patch")]
