"""Tests are compiled once for all workers: that pytest rewrites their asserts is most of what collecting takes.

Where Python is told to leave nothing compiled in the clone, what is compiled is kept for the length of the run.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from pathlib import Path

import pytest


def compile_share(config: pytest.Config) -> None:
    """Import every n-th module of tests, where n workers run: the others find it compiled when they come to it.

    A module that cannot be imported is met again where it is collected, and told there.
    """
    share_what_is_compiled(config)
    tests = sorted((config.rootpath / "tests").rglob("test_*.py"))
    for path in tests[number(os.environ["PYTEST_XDIST_WORKER"]) :: int(os.environ["PYTEST_XDIST_WORKER_COUNT"])]:
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(path.relative_to(config.rootpath).with_suffix("").parts))


def number(worker: str) -> int:
    """The number of a worker: 1 for gw1."""
    return int(worker.removeprefix("gw"))


def share_what_is_compiled(config: pytest.Config) -> None:
    """Let this worker keep what it compiles where the others look, if it was told not to do so in the clone."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(compiled(Path(config.option.basetemp).parent))


def compiled(folder: Path) -> Path:
    """Where a run that leaves nothing in the clone keeps what is compiled, by its temporary folder."""
    return folder / "compiled"
