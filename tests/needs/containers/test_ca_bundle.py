"""The row ca-bundle: which file of authorities a client reads, and whether its image holds that file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.needs.row import Proof
from tests.one_app import OPEN, Change, add, both, container, rows, rules, set_in, set_to, variable

BUNDLE = "/etc/ssl/certs/rds.pem"
VERIFIED = both(variable("PGSSLMODE", "verify-full"), variable("PGSSLROOTCERT", BUNDLE))
NODE = both(VERIFIED, variable("NODE_EXTRA_CA_CERTS", BUNDLE))
PRIVATE = set_in("WebTask", Image="111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1")
COPIED = f"FROM node:22-alpine\nCOPY --chmod=644 certs/global-bundle.pem {BUNDLE}\n"
PYTHON = f'FROM python:3.13-slim\nCOPY rds.pem {BUNDLE}\nCMD ["python", "-m", "app"]\n'


PROVED = "postgres://db/app?sslmode=verify-full"
BUILT = {"dockerfile": "Dockerfile"}
MYSQL = set_to("Database", Engine="mysql", Port=5432)


def told(**entry: str) -> Change:
    """Say something about the image of the web container in Metadata."""
    return lambda t: t["Resources"]["WebTask"].update(Metadata={"ecs-proof": [{"container": "web", **entry}]})


def answer(folder: Path, change: Change, dockerfile: str | None = None) -> Proof:
    if dockerfile is not None:
        (folder / "Dockerfile").write_text(dockerfile)
    (proof,) = rows(folder, "ca-bundle", change)
    return proof


def test_node_does_not_read_the_variable_of_libpq(tmp_path: Path) -> None:
    """node:22-alpine has node: connecting would end in SELF_SIGNED_CERT_IN_CHAIN, unless its code names the file."""
    proof = answer(tmp_path, both(VERIFIED, told(**BUILT)), COPIED)
    assert str(proof.answer.verdict) == "unknown"
    assert "NODE_EXTRA_CA_CERTS" in proof.answer.because[0]


@pytest.mark.parametrize(
    ("change", "dockerfile"),
    [
        (both(NODE, told(**BUILT)), COPIED),
        (
            both(NODE, told(**BUILT, runtime="node")),
            COPIED.replace("node:22-alpine", "own.example/n:1"),
        ),
        (both(NODE, PRIVATE, set_in("WebTask", Command=["node", "server.js"]), told(**BUILT)), COPIED),
        (both(VERIFIED, PRIVATE, told(**BUILT, runtime="libpq")), PYTHON),
        (both(VERIFIED, PRIVATE, told(**BUILT, runtime="libpq")), PYTHON + "USER 1000\n"),
        (both(VERIFIED, PRIVATE, told(**BUILT, runtime="asyncpg")), PYTHON),
        (both(VERIFIED, PRIVATE, told(**BUILT, runtime="lib/pq")), PYTHON),
        (both(VERIFIED, PRIVATE, told(**BUILT, runtime="go")), PYTHON),
        (both(VERIFIED, PRIVATE, told(**BUILT, runtime="php")), PYTHON),
        (both(VERIFIED, PRIVATE, set_in("WebTask", Command=["bundle", "exec", "puma"]), told(**BUILT)), PYTHON),
    ],
)
def test_the_file_that_the_runtime_reads_is_in_the_image(tmp_path: Path, change: Change, dockerfile: str) -> None:
    proof = answer(tmp_path, change, dockerfile)
    assert str(proof.answer.verdict) == "yes", proof.answer.because
    assert proof.answer.because[-1].startswith("Dockerfile line 2 copies ")
    assert not {rule for rule in rules(tmp_path, change) if rule[3:5] == "09"}


@pytest.mark.parametrize(
    ("change", "dockerfile", "says"),
    [
        (both(VERIFIED, PRIVATE), None, "the database client of web is not known here"),
        (both(VERIFIED, PRIVATE, told(**BUILT)), PYTHON, "runs python: its database client"),
        (both(NODE, PRIVATE, told(runtime="node")), None, "its Dockerfile would tell"),
        (NODE, None, "its Dockerfile would tell"),
        (both(VERIFIED, told(**BUILT, runtime="jdbc")), PYTHON, "sslrootcert=BUNDLE in the URL"),
        (both(VERIFIED, told(**BUILT, runtime="Npgsql")), PYTHON, "SSL Mode=VerifyFull in the connection string"),
        (both(VERIFIED, told(**BUILT, runtime="nobodys")), PYTHON, "its database client is not known here"),
        (both(NODE, told(**BUILT)), "FROM node:22-alpine\n", "no instruction puts it there"),
        (both(NODE, told(**BUILT)), "FROM node:22\nCOPY etc/ /etc/\n", "line 2: copies etc/"),
        (both(NODE, told(**BUILT)), f"{COPIED}RUN rm {BUNDLE}\n", "no instruction puts it there"),
        (both(VERIFIED, variable("NODE_EXTRA_CA_CERTS", OPEN)), None, "which file NODE_EXTRA_CA_CERTS names"),
        (
            both(variable("DATABASE_URL", PROVED), told(runtime="libpq")),
            None,
            "PGSSLROOTCERT does not name the bundle",
        ),
        (both(NODE, set_to("Database", Engine="mysql", Port=5432)), None, "mysql2 has to be told ssl: {}"),
        (both(variable("MYSQL_ATTR_SSL_CA", BUNDLE), MYSQL, told(runtime="php")), None, "PDO::MYSQL_ATTR_SSL_CA"),
        (both(variable("DB_SSL_MODE", "VERIFY_IDENTITY"), MYSQL, told(runtime="go")), None, "RegisterTLSConfig"),
        (
            both(variable("DATABASE_URL", "mysql://db/app?ssl-mode=VERIFY_CA"), MYSQL, told(runtime="sqlx")),
            None,
            "ssl-ca=",
        ),
        (both(VERIFIED, told(runtime="python")), None, "pg8000 by code"),
        (both(VERIFIED, told(runtime="dotnet")), None, "SSL Mode=VerifyFull"),
        (both(NODE, add("Proxy", "AWS::RDS::DBProxy", Auth=[])), None, "through an RDS proxy"),
    ],
)
def test_what_is_not_known_is_said(tmp_path: Path, change: Change, dockerfile: str | None, says: str) -> None:
    proof = answer(tmp_path, change, dockerfile)
    assert (str(proof.answer.verdict), proof.answer.causes) == ("unknown", ())
    assert says in "; ".join(proof.answer.because)


def test_a_download_is_for_root_only_unless_its_mode_is_set(tmp_path: Path) -> None:
    url = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"
    ordinary = both(NODE, set_in("WebTask", User="1000:1000"), told(**BUILT))
    closed, opened = f"FROM node:22\nADD {url} {BUNDLE}\n", f"FROM node:22\nADD --chmod=644 {url} {BUNDLE}\n"
    assert "mode 0600" in answer(tmp_path, ordinary, closed).answer.because[-1]
    for change, text in (
        (ordinary, opened),
        (ordinary, f"{closed}RUN chmod 644 {BUNDLE}\n"),
        (both(NODE, told(**BUILT)), closed),
    ):
        assert str(answer(tmp_path, change, text).answer.verdict) == "yes"


@pytest.mark.parametrize(
    "change",
    [
        lambda t: None,
        variable("PGSSLMODE", "require"),
        both(NODE, variable("NODE_TLS_REJECT_UNAUTHORIZED", "0")),
        both(NODE, variable("PGHOST", "127.0.0.1")),
        both(NODE, set_to("Database", Engine="sqlserver-ex", Port=5432)),
        both(NODE, lambda t: container(t).update(Secrets=[])),
    ],
)
def test_no_row_without_a_client_that_verifies_a_known_database(tmp_path: Path, change: Change) -> None:
    assert rows(tmp_path, "ca-bundle", change) == []
