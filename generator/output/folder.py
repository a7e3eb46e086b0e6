"""Compare and write one folder of output: only what changed, each file at once, deploy.json last."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

from generator.errors import InputError, Problem
from generator.output.manifest import FILE as MANIFEST
from generator.output.render import HEADER


def changes(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Name the files of a folder that differ from what they should be, are missing, or should not be there."""
    return [name for name in _names(folder, texts) if _current(folder / name) != texts.get(name)]


def diff(folder: Path, texts: Mapping[str, str], shown: str) -> Iterator[str]:
    """A unified diff from the folder as it is to what it should be."""
    for name in changes(folder, texts):
        before, after = _current(folder / name) or "", texts.get(name, "")
        path = f"{shown}/{name}"
        yield from unified_diff(before.splitlines(), after.splitlines(), path, f"{path} (rebuilt)", lineterm="")


def write(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Make the folder hold ``texts`` and name what changed. Files that are right keep their time.

    Files of earlier builds that are no longer made are removed; others are left alone. Raises InputError when
    the folder cannot be written.
    """
    changed = changes(folder, texts)
    try:
        if changed:
            folder.mkdir(parents=True, exist_ok=True)
        for name in sorted(changed, key=lambda name: (name == MANIFEST, name)):
            if name in texts:
                replace(folder / name, texts[name])
            else:
                (folder / name).unlink()
    except OSError as error:
        raise InputError(
            [Problem((), f"cannot be written: {error.strerror}", where=str(error.filename or folder))]
        ) from None
    return changed


def abandoned(output: Path, folders: Sequence[str], app: str) -> list[Path]:
    """The files that builds of this app once wrote for environments it no longer has."""
    files: list[Path] = []
    for path in sorted(output.glob(f"*/{MANIFEST}")):
        if path.parent.name not in folders and _app_of(path) == app:
            files += [file for file in sorted(path.parent.glob("*.yaml")) if written_by_build(file)]
            files.append(path)
    return files


def _app_of(path: Path) -> object:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return content.get("app") if isinstance(content, dict) else None


def written_by_build(path: Path) -> bool:
    """Whether an earlier build wrote this template."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline() == HEADER
    except (OSError, UnicodeDecodeError):
        return False


def remove(paths: Sequence[Path]) -> None:
    """Remove abandoned files, and folders that are empty then."""
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        if not any(folder.iterdir()):
            folder.rmdir()


def _names(folder: Path, texts: Mapping[str, str]) -> list[str]:
    stale = {path.name for path in folder.glob("*.yaml") if path.name not in texts and written_by_build(path)}
    return sorted({*texts, *stale})


def _current(path: Path) -> str | None:
    """A file's text as it stands, or None when it is not there or not text."""
    try:
        return path.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None
    except OSError as error:
        raise InputError([Problem((), f"cannot be read: {error.strerror}", where=str(path))]) from None


def replace(path: Path, text: str) -> None:
    """Replace a file in one step: a reader sees the old text or the new one, never a part."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        Path(temporary).chmod(0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
