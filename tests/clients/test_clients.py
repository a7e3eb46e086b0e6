"""The Task Management API registers a user in a real database, by what output/dev tells it, and fails without that."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.explain import explain
from tests.clients.definition import Started, database_name, image_command, start
from tests.clients.server import Server, free_port, server
from tests.clients.tools import as_user, installed, needed, node, postgres, run

pytestmark = pytest.mark.slow

SERVICES = ("auth-service", "task-service")
CHAINS = {"chain with its root": True, "chain without its root": False}
MISSING = "/nowhere/bundle.pem"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that other users may enter, which pytest's own are not: servers and services run as such."""
    needed("trustme")
    with tempfile.TemporaryDirectory(prefix="clients-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def programs(place: Path) -> dict[str, Path]:
    return {name: installed(name, place) for name in SERVICES}


@pytest.fixture(scope="module")
def binaries(place: Path) -> Path:
    return postgres(place)


@pytest.fixture(scope="module", params=CHAINS.values(), ids=CHAINS.keys())
def database(request: pytest.FixtureRequest, place: Path, binaries: Path) -> Iterator[Server]:
    folder = place / f"database-{request.param}"
    folder.mkdir()
    with server(folder, binaries, database_name(), sends_root=request.param) as started:
        yield started


def known(text: str) -> str:
    """The entry of `explain` that a client's last words lead to."""
    matches = explain(text).as_json()["matches"]
    assert matches, text
    return str(matches[0]["id"])


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
        ({"NODE_EXTRA_CA_CERTS": MISSING}, "pg-ca-untrusted"),
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


CLIENTS = {
    "psycopg": """
import psycopg
with psycopg.connect("") as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS notes (by text)")
    print(connection.execute("INSERT INTO notes VALUES ('psycopg') RETURNING by").fetchone()[0])
""",
    "asyncpg": """
import asyncio, asyncpg
async def main():
    connection = await asyncpg.connect()
    await connection.execute("CREATE TABLE IF NOT EXISTS notes (by text)")
    print(await connection.fetchval("INSERT INTO notes VALUES ('asyncpg') RETURNING by"))
asyncio.run(main())
""",
}
"""Programs of one client each, which give it no address, login or file: it reads them from its variables."""


def client(name: str, variables: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a client by this Python, which may lie where other users cannot enter: so as the user of this test."""
    needed(name)
    words = [sys.executable, "-c", CLIENTS[name]]
    environment = {**variables, "HOME": str(folder)}
    return subprocess.run(words, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_writes_by_its_variables_alone(database: Server, place: Path, name: str) -> None:
    started = start("auth-service", database, {each: free_port() for each in SERVICES})
    done = client(name, started.variables, place)
    assert (done.returncode, done.stdout) == (0, f"{name}\n"), done.stderr


@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"PGSSLROOTCERT": MISSING}, "pg-ca-untrusted"),
        ({"PGSSLROOTCERT": None}, "pg-ca-untrusted"),
        ({"PGSSLMODE": "disable"}, "pg-no-encryption"),
    ],
    ids=["no bundle in the image", "not told of the bundle", "TLS off"],
)
def test_a_client_fails_in_words_that_are_known(
    database: Server, place: Path, name: str, change: dict[str, str | None], entry: str
) -> None:
    started = start("auth-service", database, {each: free_port() for each in SERVICES})
    variables = started.without(*change) | {key: value for key, value in change.items() if value is not None}
    done = client(name, variables, place)
    assert done.returncode == 1, done.stdout
    assert known(done.stderr) == entry
