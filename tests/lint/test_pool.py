"""cfn-lint on every core: each template has its verdict, in order, and whoever waits hears how far it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.lint.pool import WHAT, Job, run

GOOD = "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}\n"
BAD = "Resources: {Topic: {Type: 'AWS::SNS::Topik'}}\n"


def test_each_has_its_own_verdict_and_its_end_is_heard(tmp_path: Path) -> None:
    jobs = []
    for number, text in enumerate((GOOD, BAD, GOOD)):
        (tmp_path / f"{number}.yaml").write_text(text)
        jobs.append(Job(tmp_path, f"{number}.yaml", ("--regions", "us-east-1")))
    heard: list[tuple[str, int, int]] = []
    verdicts = run(jobs, lambda what, done, total, *then: heard.append((what, done, total)))
    assert [[finding.file for finding in verdict][:1] for verdict in verdicts] == [[], ["1.yaml"], []]
    assert (heard[0], heard[-1]) == ((WHAT, 0, 3), (WHAT, 3, 3))
    assert [done for _, done, _ in heard] == sorted(done for _, done, _ in heard)


BETWEEN_PROCESSES = """
start = multiprocessing.process.BaseProcess.start
def started_and_interrupted(process):
    start(process)
    interrupt()
multiprocessing.process.BaseProcess.start = started_and_interrupted
"""
WITH_LOCKS = """
enter = concurrent.futures._base._AcquireFutures.__enter__
def entered_and_interrupted(futures):
    enter(futures)
    interrupt()
concurrent.futures._base._AcquireFutures.__enter__ = entered_and_interrupted
"""
INTERRUPTED = """
import concurrent.futures._base, multiprocessing.process, os, pathlib, signal, sys
from generator.lint.pool import Job, run
def interrupt():
    os.kill(os.getpid(), signal.SIGINT)
{planted}
signal.signal(signal.SIGINT, signal.default_int_handler)
folder = pathlib.Path(sys.argv[1])
try:
    run([Job(folder, "a.yaml", ()), Job(folder, "b.yaml", ())], lambda what, done, total: done and interrupt())
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to clean up after, and no SIGKILL")
@pytest.mark.parametrize(
    "interrupted",
    [
        pytest.param(BETWEEN_PROCESSES, id="between two processes that are started"),
        pytest.param(WITH_LOCKS, id="while the locks of futures are held", marks=pytest.mark.slow),
    ],
)
def test_ctrl_c_leaves_nobody_to_wait_for(tmp_path: Path, interrupted: str) -> None:
    for name in "ab":
        (tmp_path / f"{name}.yaml").write_text(GOOD)
    command = [sys.executable, "-c", INTERRUPTED.format(planted=interrupted), str(tmp_path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        said = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    assert (process.returncode, *said) == (0, "interrupted\n", "")
