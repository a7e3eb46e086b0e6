"""A digest of parts of this program, for verdicts that are kept only as long as what gave them is the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


@cache
def code(parts: Sequence[str]) -> str:
    """The digest of all code and data of these parts of the package, folders or single modules."""
    return sha256(b"".join(path.read_bytes() for part in parts for path in _files(part))).hexdigest()


def _files(part: str) -> list[Path]:
    module = PACKAGE / f"{part}.py"
    if module.is_file():
        return [module]
    return sorted(path for path in (PACKAGE / part).rglob("*") if path.suffix in (".py", ".yaml"))
