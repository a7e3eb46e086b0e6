"""One process at a time, and a lock ends with its process."""

from __future__ import annotations

import select
import subprocess
import sys
from pathlib import Path

from generator.rehearsal.lock import lock
from tests.terminal import ROOT

PROGRAM = """
import sys
from generator.rehearsal.lock import lock
with open(sys.argv[1], "w") as file:
    print("ready", flush=True)
    lock(file)
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_the_second_waits_until_the_first_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", PROGRAM, str(path)]
    with path.open("w") as file:
        lock(file)
        other = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        assert select.select([other.stdout], [], [], 0.5)[0] == []
    assert other.stdout.readline() == "locked\n"
    other.kill()
    other.communicate()
    with path.open("w") as file:
        lock(file)
