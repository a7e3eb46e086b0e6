"""Each client of the table is run, or skipped by its name: none is left out in silence."""

from __future__ import annotations

import pytest

from generator.awsdata.clients import every_client
from tests.clients.programs import BY_CODE, BY_VARIABLES, OF_MYSQL

ELSEWHERE = {"node-postgres": "test_clients.py", "libpq": "psql"}
"""Clients that run under another name: in the services of the Task Management API, or beneath another client."""
TOOLCHAINS = {
    "rust": "crates are compiled, which takes minutes",
    "go": "its modules are compiled by a toolchain that no extra brings",
    "dotnet": "its packages are built by an SDK that no extra brings",
    "node": "it has no program here",
    "python": "it has no program here: it is built against a library of C, or on a client that is run",
    "libmysqlclient": "Debian's clients are built on MariaDB's library in its place",
    "java": "its jar is in no package that the runs look at",
    "jvm": "its jar is in no package that the runs look at",
}
RUN = {*BY_CODE, *BY_VARIABLES, *OF_MYSQL, *ELSEWHERE}
NOT_RUN = sorted(set(every_client()) - RUN)


@pytest.mark.parametrize("name", NOT_RUN)
def test_what_is_not_run_is_skipped_by_name(name: str) -> None:
    runtime = every_client()[name].runtime
    assert runtime in TOOLCHAINS, f"run {name}, or say here why not"
    pytest.skip(f"{name} is not run: {TOOLCHAINS[runtime]}")


def test_what_is_run_elsewhere_is_a_client() -> None:
    assert set(ELSEWHERE) <= set(every_client())
