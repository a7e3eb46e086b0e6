"""Run tests in a copy of the project, one copy for each worker: the project itself is never mutated."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree

from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_item import TestOutcome, WorkerOutcome
from coverage import CoverageData

from tests.mutation.choose import Mutant

PYTEST = ["-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
LEFT_OUT = ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")
SETTINGS = """
[run]
source = generator
patch = subprocess
parallel = true
data_file = {folder}/data
disable_warnings = no-data-collected,module-not-measured
"""


@dataclass(frozen=True)
class Covered:
    """What one file of tests runs, by itself, and how long that takes."""

    tests: str
    seconds: float
    lines: dict[str, frozenset[int]]


def settle(project: Path, folder: Path) -> None:
    """Make a copy for this worker and stay there, and let others go first."""
    copy = Path(tempfile.mkdtemp(prefix="copy-", dir=folder)) / "project"
    copytree(project, copy, ignore=LEFT_OUT)
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy)
    os.nice(10)


def cover(tests: str) -> Covered:
    """Run one file of tests, in a process of its own so that no cache of another hides what it runs."""
    folder = Path(tempfile.mkdtemp(prefix="coverage-", dir=Path.cwd().parent))
    settings = folder / "coveragerc"
    settings.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    began = time.monotonic()
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", *PYTEST, tests]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"{tests} fails before anything is mutated:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    lines: dict[str, frozenset[int]] = {}
    for path in folder.glob("data.*"):
        data = CoverageData(str(path))
        data.read()
        for file in data.measured_files():
            name = Path(file).relative_to(Path.cwd()).as_posix()
            lines[name] = lines.get(name, frozenset()) | frozenset(data.lines(file) or ())
    return Covered(tests, time.monotonic() - began, lines)


def survives(mutant: Mutant, files: list[str], timeout: float) -> bool:
    """Say whether those tests pass with the mutant; taking too long is failing."""
    rmtree(".hypothesis", ignore_errors=True)  # what another mutant failed on is no help to this one
    result = mutate_and_test([mutant.spec], shlex.join([sys.executable, *PYTEST, *files]), timeout)
    if result.worker_outcome != WorkerOutcome.NORMAL or result.test_outcome == TestOutcome.INCOMPETENT:
        raise RuntimeError(f"{mutant.file}:{mutant.line}: {result.output}")
    return bool(result.test_outcome == TestOutcome.SURVIVED)
