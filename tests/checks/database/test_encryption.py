"""Encryption of connections to databases: what servers accept, what clients are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import CLUSTER, OPEN, Change, add, both, faults, rules, set_to, variable


def group(**parameters: object) -> Change:
    return both(
        add("Group", "AWS::RDS::DBParameterGroup", Family="postgres17", Parameters=parameters),
        set_to("Database", DBParameterGroupName={"Ref": "Group"}),
    )


@pytest.mark.parametrize(
    ("engine", "version", "fires"),
    [
        ("postgres", "14.12", True),
        ("postgres", "15.2", False),
        ("postgres", "17", False),
        ("postgres", None, False),
        ("postgres", OPEN, False),
        ("mysql", "8.0.39", True),
        ("mysql", "8.4.3", True),
        ("mysql", "8", False),
        ("mysql", "9.7.0", False),
        ("mariadb", "10.11.6", True),
        ("mariadb", "11.8.2", False),
        ("sqlserver-ex", "15.00", False),
        (OPEN, "14", False),
    ],
)
def test_the_default_of_the_version(tmp_path: Path, engine: object, version: object, fires: bool) -> None:
    values = {"EngineVersion": version} if version is not None else {}
    change = both(
        set_to("Database", Engine=engine, Port=5432), set_to("Database", **(values or {"EngineVersion": None}))
    )
    found = {fault.rule: fault for fault in faults(tmp_path, change)}
    assert set(found) == ({"WCS090"} if fires else set())
    if fires:
        assert (found["WCS090"].at, found["WCS090"].tasks) == ("Database", ("Web",))


@pytest.mark.parametrize(
    ("engine", "version", "fires"),
    [
        ("aurora-postgresql", "16.4", True),
        ("aurora-postgresql", "17.4", False),
        ("aurora-mysql", "8.0.mysql_aurora.3.08.0", True),
        ("aurora-mysql", "8.4.mysql_aurora.8.4.7", False),
    ],
)
def test_the_default_of_a_cluster(tmp_path: Path, engine: str, version: str, fires: bool) -> None:
    change = both(CLUSTER, set_to("Cluster1", Engine=engine, EngineVersion=version, Port=5432))
    assert rules(tmp_path, change) == ({"WCS090"} if fires else set())


@pytest.mark.parametrize(
    ("change", "fires"),
    [
        (group(**{"rds.force_ssl": "0"}), True),
        (group(**{"rds.force_ssl": 0}), True),
        (both(group(**{"rds.force_ssl": "1"}), set_to("Database", EngineVersion="13.4")), False),
        (both(group(**{"rds.force_ssl": 1}), set_to("Database", EngineVersion="13.4")), False),
        (both(group(log_connections="1"), set_to("Database", EngineVersion="13.4")), True),
        (both(group(**{"rds.force_ssl": OPEN}), set_to("Database", EngineVersion="13.4")), False),
        (set_to("Database", EngineVersion="13.4", DBParameterGroupName=OPEN), False),
        (set_to("Database", EngineVersion="13.4", DBParameterGroupName="default.postgres13"), True),
    ],
)
def test_the_parameter_group_decides(tmp_path: Path, change: Change, fires: bool) -> None:
    found = faults(tmp_path, change)
    assert {fault.rule for fault in found} == ({"WCS090"} if fires else set())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PGSSLMODE", "require"),
        ("PGSSLMODE", "prefer"),
        ("DB_SSLMODE", "allow"),
        ("DATABASE_SSL_MODE", "REQUIRED"),
        ("DATABASE_URL", "postgres://u@db.example:5432/app?sslmode=require"),
        ("JDBC_URL", "jdbc:postgresql://db.example:5432/app?ssl=true&sslmode=require"),
        ("MYSQL_URL", "mysql://db.example/app?ssl-mode=PREFERRED"),
        ("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
        ("DB_OPTIONS", '{"ssl": {"rejectUnauthorized": false}}'),
    ],
)
def test_a_client_that_does_not_verify(tmp_path: Path, name: str, value: str) -> None:
    found = faults(tmp_path, variable(name, value))
    assert [(fault.rule, fault.steps[-3:]) for fault in found] == [("WCS091", ("Environment", 1, "Value"))]


@pytest.mark.parametrize(
    "change",
    [
        variable("PGSSLMODE", "verify-full"),
        variable("PGSSLMODE", "verify-ca"),
        variable("PGSSLMODE", OPEN),
        both(variable("PGSSLMODE", "require"), variable("PGSSLROOTCERT", "/ca.pem")),
        variable("DATABASE_URL", "postgres://db.example/app?sslmode=require&sslrootcert=/ca.pem"),
        variable("DATABASE_URL", "postgres://u@localhost:5432/app?sslmode=disable"),
        both(variable("PGHOST", "127.0.0.1"), variable("PGSSLMODE", "disable")),
        variable("NODE_TLS_REJECT_UNAUTHORIZED", "1"),
        variable("MODE", "require"),
        variable("NOTE", "we require sslmode"),
    ],
)
def test_a_client_that_may_be_right(tmp_path: Path, change: Change) -> None:
    """Whether there is a server in the container itself is another question."""
    assert rules(tmp_path, change) <= {"WCS375"}


def test_an_authority_that_has_expired(tmp_path: Path) -> None:
    assert rules(tmp_path, variable("CA", "/etc/ssl/rds-ca-2019-root.pem")) == {"WCS092"}
    assert rules(tmp_path, set_to("Database", CACertificateIdentifier="rds-ca-2019")) == {"ECS099"}
    assert rules(tmp_path, set_to("Database", CACertificateIdentifier="rds-ca-rsa2048-g1")) == set()
    assert rules(tmp_path, set_to("Database", CACertificateIdentifier=OPEN)) == set()
    assert rules(tmp_path, variable("CA", "/etc/ssl/global-bundle.pem")) == set()
