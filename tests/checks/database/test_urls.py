"""What a client is told by a URL that is put together, and databases in templates of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import Edited, edited

VARIABLE = "TaskDefinition.ContainerDefinitions.0.Environment.2"
ADDRESS = "${Database.Endpoint.Address}:5432"
NEED = "database Database"


def told(folder: Path, value: str, name: str = "DATABASE_URL", **edits: str) -> Edited:
    """The base whose database takes TLS only, with one more variable."""
    return edited(folder, "database", edits, {VARIABLE: f"{{Name: {name}, Value: {value}}}"})


@pytest.mark.parametrize(
    "value",
    [
        f"!Sub 'postgres://app@{ADDRESS}/app?sslmode=disable'",
        "!Join ['', ['postgres://app@', !GetAtt Database.Endpoint.Address, '/app?sslmode=disable']]",
        f"!Sub ['postgres://${{User}}@{ADDRESS}/app?sslmode=disable', {{User: !ImportValue user}}]",
        f"!Sub 'postgres://app@{ADDRESS}/app?sslmode=disable&application_name=${{AWS::StackName}}'",
    ],
)
def test_a_url_that_turns_tls_off(tmp_path: Path, value: str) -> None:
    found = told(tmp_path, value)
    assert ("ECS095" in found.rules, found.verdict(NEED)) == (True, "no")


def test_a_url_that_verifies_nobody(tmp_path: Path) -> None:
    found = told(tmp_path, f"!Sub 'postgres://app@{ADDRESS}/app?sslmode=require'")
    (finding,) = [finding for finding in found.findings if finding.rule == "WCS091"]
    assert finding.fix == "DATABASE_URL: sslmode=verify-full in place of sslmode=require", "the address stays"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", f"!Sub ['postgres://app@{ADDRESS}/app?sslmode=${{Mode}}', {{Mode: !ImportValue mode}}]"),
        ("DB_SSLMODE", "!ImportValue mode"),
    ],
)
def test_a_mode_that_is_not_known(tmp_path: Path, name: str, value: str) -> None:
    found = told(tmp_path, value, name)
    assert "ECS095" not in found.rules
    assert f"what {name} says of it is not known" in found.because(NEED)


def test_a_url_that_verifies(tmp_path: Path) -> None:
    found = told(tmp_path, f"!Sub 'postgres://app@{ADDRESS}/app?sslmode=verify-full'")
    assert not found.rules & {"ECS095", "WCS091"}


TASKS = ("Service", "TaskDefinition", "TaskGroup", "Cluster", "ExecutionRole", "LogGroup")


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ("{rds.force_ssl: '0'}", {"WCS090"}),
        ("{rds.force_ssl: '1'}", set()),
        ("{log_connections: '1'}", set()),
    ],
)
def test_a_database_alone(tmp_path: Path, parameters: str, found: set[str]) -> None:
    """Whoever turns it off is told wherever the tasks are; an old version is nobody's business here."""
    version = {"Database.EngineVersion": "'14.12'"} if "log" in parameters else {}
    alone: Edits = {**dict.fromkeys(TASKS), "DatabaseGroup.SecurityGroupIngress": "[]", **version}
    assert edited(tmp_path, "database", {"DatabaseParameters.Parameters": parameters}, alone).rules == found


@pytest.mark.parametrize(
    ("name", "scheme", "wrong"),
    [
        ("SPRING_DATASOURCE_URL", "postgresql", True),
        ("SPRING_DATASOURCE_URL", "jdbc:postgresql", False),
        ("KC_DB_URL", "postgres", True),
        ("SPRING_R2DBC_URL", "jdbc:postgresql", True),
        ("SPRING_R2DBC_URL", "r2dbc:postgresql", False),
        ("DATABASE_URL", "postgresql", False),
    ],
)
def test_a_url_begins_as_its_reader_takes_it(tmp_path: Path, name: str, scheme: str, wrong: bool) -> None:
    found = told(tmp_path, f"!Sub '{scheme}://{ADDRESS}/app?sslmode=verify-full'", name)
    assert ("ECS344" in found.rules) == wrong
