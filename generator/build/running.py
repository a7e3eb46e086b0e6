"""What runs: Python, the libraries that are installed, and this program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = ("troposphere", "awacs", "yaml", "pydantic", "pydantic_core", "cfnlint")
_ENDINGS = (".dist-info", ".egg-info", ".egg-link", ".pth")


def running() -> Iterator[str]:
    """Say in words what runs here: other words, and it may do something else. Raises OSError.

    An installed library is its name and version, which is what its folder of metadata is called.
    """
    yield sys.version
    yield str(sys.flags)
    for place in sys.path:
        yield place
        if os.path.isdir(place or "."):
            yield from sorted(name for name in os.listdir(place or ".") if name.endswith(_ENDINGS))
    yield from sorted(_files(os.fspath(_PACKAGE)))


def released() -> bool:
    """Whether all libraries that a build uses are installed ones, and not somebody's clone, which may change."""
    return all(map(_installed, _LIBRARIES))


def _installed(library: str) -> bool:
    found = find_spec(library)
    if found is None or not found.origin:
        return False
    return Path(found.origin).parent.parent.name in ("site-packages", "dist-packages")


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
