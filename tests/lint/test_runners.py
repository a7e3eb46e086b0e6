"""cfn-lint's rules are read once, before processes are forked."""

from __future__ import annotations

import json
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


@pytest.mark.slow
def test_what_cfn_lint_logs_is_told_once_as_a_finding(tmp_path: Path) -> None:
    """In a process of its own: pytest listens to logs, and Python then prints none by itself."""
    nested = "Resources: {Web: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ./web.yaml}}}\n"
    (tmp_path / "root.yaml").write_text(nested)
    command = [sys.executable, "-m", "generator", "lint", "root.yaml", "--format", "json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert [each["rule"] for each in json.loads(ran.stdout)["findings"]] == ["ECS005"]
