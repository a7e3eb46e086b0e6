"""Nothing in the generator talks to AWS: every verb works with sockets and boto3 out of reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Runs in front of the generator, in the same interpreter: whoever opens a socket, or imports an AWS client
# or anything else that only an extra brings, fails.
# Processes that share out the linting talk through pipes, which stay open.
GUARD = """
import socket, sys

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("boto3", "botocore", "rich", "ministack"):
            raise AssertionError("imports " + name)

def refuse(*arguments, **settings):
    raise AssertionError("opens a connection")

sys.meta_path.insert(0, Refused())
for name in ("connect", "connect_ex", "sendto", "bind"):
    setattr(socket.socket, name, refuse)
socket.create_connection = socket.getaddrinfo = refuse
from generator.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

# One verb after the other behind one guard: what all of them import is imported once.
EACH = GUARD.replace(
    "sys.exit(main(sys.argv[1:]))",
    """
import contextlib, io, json
for words in json.loads(sys.argv[1]):
    told = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(told):
        try:
            code = main(words)
        except SystemExit as end:  # of a parser that has helped
            code = end.code or 0
    print(json.dumps([code, told.getvalue()]))
""",
)
VERBS = [
    ["build", "--env", "dev", "--no-lint", "--output", "OUT"],
    ["schema"],
    ["schema", "--format", "markdown"],
    ["init", "OUT"],
    ["init", "OUT", "--example"],
    ["explain", "CannotPullContainerError: i/o timeout"],
    ["explain", "ECS050"],
    ["lint", "output/registry"],
    ["prove"],
    ["prove", "output/dev", "--format", "html"],
    ["rules"],
    ["deploy", "--help"],
    ["--help"],
    ["facts", "--unverified"],
    ["cost", "--gb", "100"],
    ["cost", "--format", "json"],
]


def run(cache: Path, *arguments: str, guard: str = GUARD) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
    environment["XDG_CACHE_HOME"] = str(cache)
    command = [sys.executable, "-c", guard, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


def test_verbs_work_offline(tmp_path: Path) -> None:
    typed = [
        [str(tmp_path / f"out{at}") if word == "OUT" else word for word in words] for at, words in enumerate(VERBS)
    ]
    done = run(tmp_path / "cache", json.dumps(typed), guard=EACH)
    answers = map(json.loads, done.stdout.splitlines())
    ended = {" ".join(words): (code, told) for words, (code, told) in zip(VERBS, answers, strict=True)}
    assert (done.returncode, done.stderr) == (0, "")
    assert {verb: how for verb, how in ended.items() if how != (0, "")} == {}


@pytest.mark.parametrize("words", [["explain", "ECS050"], ["--help"]], ids=" ".join)
def test_a_verb_works_offline_in_a_process_of_its_own(words: list[str], tmp_path: Path) -> None:
    result = run(tmp_path / "cache", *words)
    assert (result.returncode, result.stderr) == (0, "")


def test_guard_bites(tmp_path: Path) -> None:
    opens = GUARD.replace("sys.exit(main", "socket.create_connection(('127.0.0.1', 9))\nsys.exit(main")
    assert "opens a connection" in run(tmp_path, "schema", guard=opens).stderr
    one_of_many = EACH.replace("main(words)", "socket.create_connection(('127.0.0.1', 9))")
    assert "opens a connection" in run(tmp_path, '[["schema"]]', guard=one_of_many).stderr
    asks = GUARD.replace("sys.exit(main", "import boto3\nsys.exit(main")
    assert "imports boto3" in run(tmp_path, "schema", guard=asks).stderr


def test_build_loads_no_linter_when_every_verdict_is_known(tmp_path: Path) -> None:
    shows = GUARD.replace(
        "sys.exit(main(sys.argv[1:]))",
        "assert main(sys.argv[1:]) == 0; print(sorted({'cfnlint', 'networkx'} & set(sys.modules)))",
    )
    results = [run(tmp_path, "build", "--check", "--no-lint", guard=shows) for _ in range(2)]
    assert [result.stderr for result in results] == ["", ""]
    assert [result.stdout.splitlines()[-1] for result in results] == ["['cfnlint', 'networkx']", "[]"]
