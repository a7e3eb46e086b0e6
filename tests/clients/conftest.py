"""A folder that servers and services may enter, and a PostgreSQL server for each kind of chain."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.definition import database_name
from tests.clients.server import Server, server
from tests.clients.tools import needed, postgres

CHAINS = {"chain with its root": True, "chain without its root": False}


@pytest.fixture(scope="package")
def place() -> Iterator[Path]:
    """A folder that other users may enter, which pytest's own are not: servers and services run as such."""
    needed("trustme")
    with tempfile.TemporaryDirectory(prefix="clients-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="package")
def binaries(place: Path) -> Path:
    return postgres(place)


@pytest.fixture(scope="package", params=CHAINS.values(), ids=CHAINS.keys())
def database(request: pytest.FixtureRequest, place: Path, binaries: Path) -> Iterator[Server]:
    folder = place / f"database-{request.param}"
    folder.mkdir()
    with server(folder, binaries, database_name(), sends_root=request.param) as started:
        yield started
