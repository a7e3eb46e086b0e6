"""A PostgreSQL server of the test's own, on 127.0.0.1, that takes TLS only, as RDS does with rds.force_ssl."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.clients.tools import ROOT_USER, as_user, needed

USER, PASSWORD = "dbadmin", "correct horse: battery & staple"
SERVER_USER = 65534


@dataclass(frozen=True)
class Server:
    """Where the server listens, and the file of the authority that signed its certificate."""

    port: int
    bundle: Path


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(place: Path, binaries: Path, database: str, *, sends_root: bool) -> Iterator[Server]:
    """Start a server with one database, and end it by its process.

    ``sends_root``: whether its chain of certificates holds the authority's own too, as that of RDS does.
    """
    authority = needed("trustme").CA()
    own = authority.issue_cert("localhost")
    data, bundle = place / "data", place / "bundle.pem"
    bundle.write_bytes(authority.cert_pem.bytes())
    bundle.chmod(0o644)
    _initialize(data, place, binaries, database)
    leaf = b"".join(each.bytes() for each in own.cert_chain_pems)
    (data / "server.crt").write_bytes(leaf + authority.cert_pem.bytes() if sends_root else leaf)
    (data / "server.key").write_bytes(own.private_key_pem.bytes())
    (data / "server.key").chmod(0o600)
    (data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n")
    for file in ("server.crt", "server.key", "pg_hba.conf"):
        if ROOT_USER:
            shutil.chown(data / file, SERVER_USER, SERVER_USER)
    port = free_port()
    settings = {"port": port, "ssl": "on", "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    words = [binaries / "postgres", "-D", data, *(f"--{key}={value}" for key, value in settings.items())]
    with (place / "server.log").open("w") as log:
        process = subprocess.Popen(words, cwd=place, stdout=log, stderr=log, **as_user(SERVER_USER))
    try:
        until_it_listens(process, port, place / "server.log")
        yield Server(port, bundle)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _initialize(data: Path, place: Path, binaries: Path, database: str) -> None:
    data.mkdir(mode=0o700)
    (place / "password").write_text(PASSWORD)
    if ROOT_USER:
        shutil.chown(data, SERVER_USER, SERVER_USER)
    words = [binaries / "initdb", "-D", data, "-U", USER, "--pwfile", place / "password", "-E", "UTF8", "--no-sync"]
    # C.UTF-8 is nowhere missing; names of machines' own languages are.
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    options = {"cwd": place, "env": environment, "check": True, "capture_output": True, "timeout": 120}
    subprocess.run([*words, "-A", "scram-sha-256"], **options, **as_user(SERVER_USER))
    alone = [binaries / "postgres", "--single", "-D", data, "postgres"]
    subprocess.run(alone, input=f"CREATE DATABASE {database};\n".encode(), **options, **as_user(SERVER_USER))


def until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until a server takes connections; a failure with its log when it ends, or never does."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server does not start: {log.read_text()}")
