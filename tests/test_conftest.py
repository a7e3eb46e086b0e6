"""What tests share holds: no test ends the others, and none depends on what an earlier run has left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.gallery import ROOT

TESTS = """
import os

def test_planted():
    raise KeyboardInterrupt

def test_next():
    assert os.environ["XDG_CACHE_HOME"].startswith(os.environ["BASE"])
"""


def test_a_planted_interrupt_fails_its_test_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text(TESTS)
    settings = ["-c", str(ROOT / "setup.cfg"), "-n", "0", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *settings, f"--basetemp={tmp_path / 'base'}", str(tmp_path)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    environment |= {"PYTHONPATH": str(ROOT), "BASE": str(tmp_path / "base")}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert "1 failed, 1 passed" in done.stdout
    assert "a KeyboardInterrupt came out of the test" in done.stdout
