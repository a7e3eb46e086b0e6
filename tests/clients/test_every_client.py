"""Every client that installs here writes by its variables, or by the code that the table of clients says it needs.

Without the authority, or without TLS, it fails in words that ``explain`` knows.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.clients.definition import start
from tests.clients.mysql_server import DATABASE, mysql_server
from tests.clients.programs import BY_CODE, BY_VARIABLES, OF_MYSQL, Words, code_of
from tests.clients.server import PASSWORD, USER, Server, free_port
from tests.clients.tools import MISSING, known, needed

pytestmark = pytest.mark.slow

UNTRUSTED = ("pg-ca-untrusted", "jvm-tls-untrusted", "mysql-tls-broken", "ca-bundle-missing")


@pytest.fixture(scope="module")
def mysql(place: Path) -> Iterator[Server]:
    folder = place / "mysql"
    folder.mkdir()
    with mysql_server(folder) as started:
        yield started


@pytest.fixture(scope="module")
def other(place: Path) -> Path:
    """A file of authorities of which none signed anything here."""
    file = place / "other.pem"
    file.write_bytes(needed("trustme").CA().cert_pem.bytes())
    return file


def ran(words: Words, variables: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a client as the user of this test: Python and its packages may lie where others cannot enter."""
    environment = {**variables, "HOME": str(folder), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    return subprocess.run(list(words), env=environment, cwd=folder, capture_output=True, text=True, timeout=60)


def told(server: Server) -> dict[str, str]:
    ports = {name: free_port() for name in ("auth-service", "task-service")}
    return start("auth-service", server, ports).variables


def told_of_mysql(server: Server) -> dict[str, str]:
    login = {"DB_USER": USER, "DB_PASSWORD": PASSWORD, "DB_NAME": DATABASE}
    return {**login, "DB_HOST": "127.0.0.1", "DB_PORT": str(server.port)}


def wrote(done: subprocess.CompletedProcess[str], name: str) -> bool:
    return done.returncode == 0 and done.stdout.strip() == name


def failed(done: subprocess.CompletedProcess[str]) -> str:
    """The entry of `explain` to which the words of a client lead that did not write."""
    assert done.returncode != 0, done.stdout
    return known(done.stderr + done.stdout)


@pytest.mark.parametrize("name", BY_VARIABLES)
def test_it_writes_by_its_variables_alone(database: Server, place: Path, name: str) -> None:
    done = ran(BY_VARIABLES[name].command(place, name), told(database), place)
    assert wrote(done, name), done.stderr


@pytest.mark.parametrize("name", BY_VARIABLES)
@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ({"PGSSLROOTCERT": MISSING}, "pg-ca-untrusted"),
        ({"PGSSLROOTCERT": None}, "pg-ca-untrusted"),
        ({"PGSSLMODE": "disable"}, "pg-no-encryption"),
    ],
    ids=["no bundle in the image", "not told of the bundle", "TLS off"],
)
def test_without_its_variables_it_fails(
    database: Server, place: Path, name: str, change: dict[str, str | None], entry: str
) -> None:
    variables = {key: value for key, value in {**told(database), **change}.items() if value is not None}
    assert failed(ran(BY_VARIABLES[name].command(place, name), variables, place)) == entry


@pytest.mark.parametrize("name", BY_CODE)
def test_it_writes_by_the_code_of_the_table(database: Server, place: Path, name: str) -> None:
    code = code_of(name, "postgres", database.bundle)
    variables = {**told(database), "NODE_EXTRA_CA_CERTS": str(database.bundle)}
    done = ran(BY_CODE[name].command(place, name, code), variables, place)
    assert wrote(done, name), done.stderr


@pytest.mark.parametrize("name", BY_CODE)
def test_with_other_authorities_or_no_tls_it_fails(database: Server, place: Path, other: Path, name: str) -> None:
    program, variables = BY_CODE[name], {**told(database), "NODE_EXTRA_CA_CERTS": str(other)}
    for bundle in (other, Path(MISSING)):
        variables["NODE_EXTRA_CA_CERTS"] = str(bundle)
        code = code_of(name, "postgres", bundle)
        assert failed(ran(program.command(place, name, code), variables, place)) in UNTRUSTED, bundle
    assert failed(ran(program.command(place, name, program.off), variables, place)) == "pg-no-encryption"


@pytest.mark.parametrize("name", OF_MYSQL)
def test_a_client_of_mysql_writes_by_the_code_of_the_table(mysql: Server, place: Path, name: str) -> None:
    code = code_of(name, "mysql", mysql.bundle)
    done = ran(OF_MYSQL[name].command(place, name, code), told_of_mysql(mysql), place)
    assert wrote(done, name), done.stderr


def test_node_is_told_of_the_authorities_of_mysql_by_its_variable(mysql: Server, place: Path) -> None:
    variables = {**told_of_mysql(mysql), "NODE_EXTRA_CA_CERTS": str(mysql.bundle)}
    done = ran(OF_MYSQL["mysql2"].command(place, "mysql2", "ssl: {}"), variables, place)
    assert wrote(done, "mysql2"), done.stderr


@pytest.mark.parametrize("name", OF_MYSQL)
def test_a_client_of_mysql_fails_in_words_that_are_known(mysql: Server, place: Path, other: Path, name: str) -> None:
    program, variables = OF_MYSQL[name], told_of_mysql(mysql)
    for bundle in (other, Path(MISSING)):
        code = code_of(name, "mysql", bundle)
        assert failed(ran(program.command(place, name, code), variables, place)) in UNTRUSTED, bundle
    # MariaDB says no more than that it denies access; MySQL says why (mysql-tls-required).
    assert failed(ran(program.command(place, name, program.off), variables, place)) == "mysql-denied"
