"""Start the local AWS, or join the one that runs: ``with running(state) as local``."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from generator.errors import InputError, Problem, invalid
from generator.hints import require
from generator.rehearsal.files import KEPT, LOG, READY, SERVER, STARTING
from generator.rehearsal.lock import lock

# The simulator takes an access key of twelve digits for the number of the account.
ACCOUNT = "111122223333"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": ACCOUNT,
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_SESSION_TOKEN": "local",
    "AWS_EC2_METADATA_DISABLED": "true",
    # Whatever profile the caller uses, its files are out of reach.
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
PATIENCE = 30.0  # seconds until a server that should have ended is ended


@dataclass(frozen=True)
class Local:
    """A local AWS that runs: where it listens, and the credentials that reach nothing else."""

    endpoint_url: str
    process_id: int
    environment: dict[str, str] = field(default_factory=lambda: dict(CREDENTIALS))


class NotKeptError(Exception):
    """What was done in the local AWS is not in its folder: it could not be written there."""


@contextlib.contextmanager
def running(state: Path, pace: float = 1.0) -> Iterator[Local]:
    """Keep a local AWS running while the block runs. What it holds stays in the folder ``state``.

    A second caller with the same folder joins the server of the first. The server ends with its last
    caller, however that one ends: each holds a connection, which the system closes for the dead.
    ``pace`` scales the time that resources take; 0 is as fast as possible.

    Raises InputError for a folder that cannot be used, and NotKeptError at the end of a block that went well when what
    it did could not be written down.
    """
    process = None
    # Whoever comes while a server starts waits here until it can be joined.
    with _opened(state) as starting:
        lock(starting)
        joined = _join(state)
        if joined is None:
            process = _start(state, pace)
            joined = _join(state)
    if joined is None:
        raise invalid("the local AWS ended at its start", hint=f"read {state / LOG}")
    connection, local = joined
    try:
        yield local
    except BaseException:
        _leave(connection, process)
        raise
    if lost := _leave(connection, process):
        raise NotKeptError(f"{state} does not hold what was done here: {lost}")


def _opened(state: Path) -> TextIO:
    """Make the folder, unless it is there, and open the file that whoever starts a server locks. Raises InputError."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        (state / ".gitignore").write_text("*\n")
        return (state / STARTING).open("w")
    except OSError as error:
        raise _unusable(state, f"cannot be used: {error.strerror}") from None


def _unusable(state: Path, what: str) -> InputError:
    hint = f"make room for it, or delete {state}, which forgets the local stacks"
    return InputError([Problem((), what, hint=hint, where=str(state))])


def _start(state: Path, pace: float) -> subprocess.Popen[str]:
    """Start a server, and wait until it says that it listens."""
    require("the local AWS", "local", ["ministack"])
    module = ["-P", "-m", "generator.rehearsal.serve"]  # -P: not from a folder generator/ where the caller stands
    command = [sys.executable, *module, "--state", str(state.resolve()), "--pace", str(pace)]
    with (state / LOG).open("a") as log:
        process = subprocess.Popen(  # noqa: S603 (our own module)
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,  # Ctrl-C is for the caller, who then leaves in good order
        )
    assert process.stdout is not None
    with process.stdout as spoken:
        said = spoken.readline().strip()
    if said != READY:
        process.wait(PATIENCE)
        if said:
            raise _unusable(state, said)
        raise invalid("the local AWS did not start", hint=f"read {state / LOG}")
    return process


def _environment() -> dict[str, str]:
    """The environment of the server: this process's modules, and nothing of an account, a proxy, or Docker."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.upper().startswith(("AWS_", "BOTO", "MINISTACK", "LOCALSTACK"))
        and not key.lower().endswith("_proxy")
    }
    modules = os.pathsep.join(map(os.path.abspath, sys.path))
    return kept | CREDENTIALS | {"PYTHONPATH": modules, "DOCKER_HOST": f"unix://{os.devnull}/none"}


def _join(state: Path) -> tuple[socket.socket, Local] | None:
    """Connect to the server of this folder; None if none runs, or the one that did is ending."""
    try:
        server = json.loads((state / SERVER).read_text())
        connection = socket.create_connection(("127.0.0.1", server["control"]), timeout=PATIENCE)
    except (OSError, ValueError, KeyError):
        return None
    try:
        connection.sendall(f"{server['key']}\n".encode())
        answer = connection.makefile().readline().split()
    except OSError:
        answer = []
    if answer != ["welcome", server["key"]]:  # another program listens there by now, or the server is ending
        connection.close()
        return None
    return connection, Local(server["endpoint_url"], server["process_id"])


def _leave(connection: socket.socket, process: subprocess.Popen[str] | None) -> str:
    """Say goodbye, and give why what the server holds is not written down; empty when it is.

    The last one waits until the server has written it, and has ended.
    """
    last, kept = True, "lost the server ended without a word"
    with connection, contextlib.suppress(OSError):
        connection.sendall(b"leave\n")
        with connection.makefile() as answers:
            said = answers.readline().strip()
            last = not said.startswith("others")
            kept = (answers.readline().strip() if last else said.removeprefix("others ")) or kept
            answers.read()
    _reap(process, last=last)
    return "" if kept == KEPT else kept.removeprefix("lost ")


def _reap(process: subprocess.Popen[str] | None, *, last: bool) -> None:
    """Wait for the end of a server that this process started, unless others use it."""
    if process is None:
        return
    if not last:  # others use it: it ends with them
        process.poll()
        process.returncode = process.returncode or 0
        return
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
