"""The Task Management API registers a user in a real database, by what output/dev tells it, and fails without that."""

from __future__ import annotations

import json
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.clients.definition import Started, image_command, start
from tests.clients.server import Server, free_port
from tests.clients.tools import MISSING, as_user, installed, known, node, run

pytestmark = pytest.mark.slow

SERVICES = ("auth-service", "task-service")


@pytest.fixture(scope="package")
def programs(place: Path) -> dict[str, Path]:
    return {name: installed(name, place) for name in SERVICES}


def words_of(program: Path) -> list[str | Path]:
    first, *rest = image_command(program)
    assert first == "node"
    return [node(), *rest]


def probe(started: Started, folder: Path) -> int:
    """The exit code of the health check that the task definition has."""
    first, *rest = started.probe
    assert first == "node"
    return run([node(), *rest], started.variables, folder).returncode


@contextmanager
def running(program: Path, started: Started) -> Iterator[subprocess.Popen[str]]:
    """Run a service until its test is over, from the moment that it says that it listens."""
    process = subprocess.Popen(
        words_of(program),
        cwd=program,
        env=started.variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **as_user(1000),
    )
    assert process.stdout is not None
    deadline = threading.Timer(60, process.kill)
    deadline.start()
    try:
        first = process.stdout.readline()
        assert "listens on" in first, first + process.stdout.read()
        yield process
    finally:
        process.terminate()
        process.wait(30)
        deadline.cancel()
        process.stdout.close()


def ask(url: str, body: object = None, token: str = "") -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_a_user_is_registered_and_adds_a_task(programs: dict[str, Path], database: Server) -> None:
    ports = {name: free_port() for name in SERVICES}
    started = {name: start(name, database, ports) for name in SERVICES}
    auth, tasks = (f"http://127.0.0.1:{ports[name]}" for name in SERVICES)
    assert [probe(started[name], programs[name]) for name in SERVICES] == [1, 1]
    with ExitStack() as stack:
        services = [stack.enter_context(running(programs[name], started[name])) for name in SERVICES]
        assert [probe(started[name], programs[name]) for name in SERVICES] == [0, 0]
        code, user = ask(f"{auth}/auth/register", {"email": "ada@example.com", "password": "a long password"})
        assert (code, user["email"]) == (201, "ada@example.com")
        assert ask(f"{auth}/auth/register", {"email": "ada@example.com", "password": "another word"})[0] == 409
        code, task = ask(f"{tasks}/tasks/", {"title": "write it down"}, user["token"])
        assert (code, task["title"]) == (201, "write it down")
        assert ask(f"{tasks}/tasks/", {"title": "as nobody"}, "wrong")[0] == 401
        assert ask(f"{tasks}/tasks/", token=user["token"]) == (200, [task])
        for each in services:
            each.terminate()
        assert [each.wait(20) for each in services] == [0, 0], "ECS asks a task to stop by SIGTERM"


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"NODE_EXTRA_CA_CERTS": None}, "pg-ca-untrusted"),
        ({"NODE_EXTRA_CA_CERTS": MISSING}, "ca-bundle-missing"),
        ({"PGSSLMODE": "disable"}, "pg-no-encryption"),
        ({"PGSSLMODE": None}, "pg-no-encryption"),
    ],
    ids=["not told of the bundle", "no bundle in the image", "TLS off", "TLS not asked for"],
)
def test_a_service_fails_in_words_that_are_known(
    programs: dict[str, Path], database: Server, name: str, change: dict[str, str | None], entry: str
) -> None:
    started = start(name, database, {each: free_port() for each in SERVICES})
    variables = started.without(*change) | {key: value for key, value in change.items() if value is not None}
    begun = time.monotonic()
    done = run(words_of(programs[name]), variables, programs[name])
    assert done.returncode == 1, done.stdout
    assert time.monotonic() - begun < 30
    assert known(done.stderr) == entry
