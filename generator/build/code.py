"""A digest of parts of this program, for verdicts that are kept only as long as what gave them is the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


@cache
def code(parts: Sequence[str]) -> str:
    """The digest of all code and data of these parts of the package, folders or single modules."""
    return sha256(b"".join(_content(path) for part in parts for path in _files(part))).hexdigest()


def _files(part: str) -> list[str]:
    module = os.fspath(PACKAGE / f"{part}.py")
    return [module] if os.path.isfile(module) else sorted(_below(os.fspath(PACKAGE / part)))


def _below(folder: str) -> Iterator[str]:
    # As text: of a thousand paths, objects would take longer than all that is read.
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(place, name) for name in files if name.endswith((".py", ".yaml")))


def _content(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()
