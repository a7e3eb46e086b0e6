"""One process at a time, and a lock ends with its process."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from generator.rehearsal.lock import lock
from tests.terminal import ROOT

PROGRAM = """
import sys
from generator.rehearsal.lock import lock
with open(sys.argv[1], "w") as file:
    lock(file)
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_the_second_waits_until_the_first_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", PROGRAM, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        with path.open("w") as file:
            lock(file)
            time.sleep(0.5)
            assert other.poll() is None
            began = time.monotonic()
        assert other.stdout.readline() == "locked\n"
        assert time.monotonic() - began < 30
        other.kill()
    with path.open("w") as file:
        lock(file)
