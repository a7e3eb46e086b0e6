"""The verbs that need no AWS, with nobody to read what they print: their exit code is that of what they found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOBODY_READS = [
    ("lint {faulty}", "stdout closed", 1),
    ("lint {faulty}", "stdout full", 1),
    ("prove {clean}", "stdout closed", 0),
    ("rules", "stdout full", 0),
    ("explain ECS050", "stdout full", 0),
    ("--help", "stdout full", 0),
    ("lint nowhere", "stderr closed", 2),
    ("nonsense", "stderr full", 2),
]
BUFFERED = {**os.environ, "PYTHONUNBUFFERED": ""}
CLEAN = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
FAULTY = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      Nonsense: x\n"


def closed(descriptor: int) -> dict[str, Any]:
    return {"preexec_fn": lambda: os.close(descriptor)}


def outcome(verb: str, folder: Path, nowhere: str) -> subprocess.CompletedProcess[str]:
    """Run a verb whose standard output is closed or full, or whose standard error is."""
    clean, faulty = folder / "clean.yaml", folder / "faulty.yaml"
    clean.write_text(CLEAN)
    faulty.write_text(FAULTY)
    words = verb.format(clean=clean, faulty=faulty).split()
    with Path("/dev/full").open("w") as full:
        streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        streams |= {
            "stdout closed": closed(1),
            "stdout full": {"stdout": full},
            "stderr closed": closed(2),
            "stderr full": {"stderr": full},
        }[nowhere]
        return subprocess.run(
            [sys.executable, "-m", "generator", *words],
            text=True,
            check=False,
            env=BUFFERED,
            **streams,
        )


@pytest.mark.parametrize(("verb", "nowhere", "code"), NOBODY_READS)
def test_the_exit_code_does_not_depend_on_who_reads(verb: str, nowhere: str, code: int, tmp_path: Path) -> None:
    ended = outcome(verb, tmp_path, nowhere)
    assert ended.returncode == code, ended.stderr
    assert "failed" not in (ended.stderr or "")
    assert "Error" not in (ended.stderr or "")


@pytest.mark.parametrize("verb", ["rules --format json", "explain ECS050"])
def test_a_reader_that_went_away_ends_it_quietly(verb: str) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "generator", *verb.split()]
    ended = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False, env=BUFFERED)
    os.close(write)
    assert (ended.returncode, ended.stderr) == (1, "")
