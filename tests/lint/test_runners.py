"""cfn-lint's rules are read once, before processes are forked; what spares those time changes no class they make."""

from __future__ import annotations

import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.lint import runners
from generator.lint.pool import Job, run

GOOD = "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}\n"


def test_rules_are_read_once_for_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runners, "_runners", {})
    (tmp_path / "good.yaml").write_text(GOOD)
    own = tmp_path / "rc"
    for text, read in (("append_rules: [generator.rules]\n", 0), ("no_such_setting: [1]\n", 0), ("", 1)):
        own.write_text(text)
        runners.read_before_fork(("--config-file", str(own)))
        assert len(runners._runners) == read * (get_context().get_start_method() == "fork")
    assert run([Job(tmp_path, "good.yaml", ("--config-file", str(own)))]) == [[]]


def test_dataclasses_are_the_same_when_made_in_a_hurry() -> None:
    program = (
        "from generator.lint.runners import hurry; hurry()\n"
        "from dataclasses import dataclass, fields, replace\n"
        "made = []\n"
        "for start in (1, 2):\n"
        "    @dataclass(frozen=True, order=True)\n"
        "    class Point:\n"
        "        x: int\n"
        "        y: int = start\n"
        "    made.append(Point)\n"
        "first, second = made\n"
        "print(first(0), second(0), first(1) > first(0), first(0) == second(0), replace(second(0), x=3))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout == "Point(x=0, y=1) Point(x=0, y=2) True False Point(x=3, y=2)\n"
