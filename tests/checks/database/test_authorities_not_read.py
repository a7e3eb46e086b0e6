"""WCS094: which client certainly does not read the variable that names its authorities, and which one may know them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, faults, rules, set_in, variable

ID = "WCS094"
BUNDLE = "/certs/rds.pem"
VERIFIED = variable("PGSSLMODE", "verify-full")
LIBPQ = both(VERIFIED, variable("PGSSLROOTCERT", BUNDLE))
NODES = both(VERIFIED, variable("NODE_EXTRA_CA_CERTS", BUNDLE))
OWN = set_in("WebTask", Image="111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1")
JDBC = "jdbc:postgresql://db/app?sslmode=verify-full"


def runs(*words: str) -> Change:
    return both(OWN, set_in("WebTask", Command=list(words)))


def said(**entry: str) -> Change:
    return lambda t: t["Resources"]["WebTask"].update(Metadata={"ecs-proof": [{"container": "web", **entry}]})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (both(LIBPQ, runs("node", "server.js")), ("PGSSLROOTCERT", "Node.js", "SELF_SIGNED_CERT_IN_CHAIN")),
        (both(LIBPQ, runs("npm", "start")), ("but NODE_EXTRA_CA_CERTS",)),
        (both(LIBPQ, OWN, said(runtime="node-postgres")), ("NODE_EXTRA_CA_CERTS",)),
        (both(NODES, runs("psql", "-c", "select 1")), ("but PGSSLROOTCERT", "root certificate file does not exist")),
        (both(NODES, OWN, said(runtime="asyncpg")), ("but PGSSLROOTCERT",)),
        (both(NODES, runs("bundle", "exec", "puma")), ("ruby does not read it, but PGSSLROOTCERT",)),
        (both(LIBPQ, OWN, variable("SPRING_DATASOURCE_URL", JDBC)), ("JDBC", "Could not open SSL root")),
    ],
)
def test_a_client_that_does_not_read_it(tmp_path: Path, change: Change, words: tuple[str, ...]) -> None:
    (message,) = [each.message for each in faults(tmp_path, change) if each.rule == ID]
    assert all(each in message for each in words), message


@pytest.mark.parametrize(
    "change",
    [
        both(LIBPQ, OWN),
        both(LIBPQ, runs("python", "-m", "app")),
        both(LIBPQ, runs("sh", "-c", "node server.js")),
        both(LIBPQ, runs("java", "-jar", "app.jar")),
        both(NODES, runs("python", "-m", "app"), said(runtime="pg8000")),
        both(variable("PGSSLROOTCERT", BUNDLE), runs("node", "server.js")),
        both(LIBPQ, runs("node", "server.js"), variable("NODE_EXTRA_CA_CERTS", OPEN)),
        both(LIBPQ, runs("node", "server.js"), variable("NODE_OPTIONS", "--use-openssl-ca")),
        both(LIBPQ, runs("node", "--use-openssl-ca", "server.js")),
        both(VERIFIED, variable("PGSSLROOTCERT", "system"), runs("node", "server.js")),
        both(LIBPQ, runs("node", "server.js"), set_in("WebTask", EnvironmentFiles=[{"Type": "s3", "Value": "a"}])),
        both(LIBPQ, runs("node", "server.js"), variable("PGHOST", "127.0.0.1")),
        both(LIBPQ, runs("node", "server.js"), add("Proxy", "AWS::RDS::DBProxy", Auth=[])),
        both(LIBPQ, runs("node", "server.js"), variable("NODE_TLS_REJECT_UNAUTHORIZED", "0")),
        both(LIBPQ, OWN, variable("URL", f"{JDBC}&sslrootcert={BUNDLE}")),
        both(LIBPQ, OWN, set_in("WebTask", HealthCheck={"Command": ["CMD", "node", "-e", "0"]})),
    ],
)
def test_silent_where_it_may_know_them(tmp_path: Path, change: Change) -> None:
    assert ID not in rules(tmp_path, change)


def test_a_dockerfile_may_set_the_variable(tmp_path: Path) -> None:
    change = both(LIBPQ, runs("node", "server.js"), said(dockerfile="Dockerfile"))
    (tmp_path / "Dockerfile").write_text("FROM node:24\n")
    assert ID in rules(tmp_path, change)
    (tmp_path / "Dockerfile").write_text(f"FROM node:24\nENV NODE_EXTRA_CA_CERTS={BUNDLE}\n")
    assert ID not in rules(tmp_path, change)
