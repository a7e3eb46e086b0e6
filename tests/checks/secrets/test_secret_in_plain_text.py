"""Secrets that are written where everybody reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, both, container, faults, rules, variable


@pytest.mark.parametrize(
    "name",
    ["PASSWORD", "PG_PASSWORD", "db_password", "JWT_SECRET", "GITHUB_TOKEN", "STRIPE_API_KEY", "AWS_SECRET_ACCESS_KEY"],
)
def test_a_secret_in_plain_text(tmp_path: Path, name: str) -> None:
    found = faults(tmp_path, variable(name, "hunter2!"))
    assert [(fault.rule, fault.steps) for fault in found] == [
        ("WCS150", ("ContainerDefinitions", 0, "Environment", 1, "Value"))
    ]
    assert "hunter2!" not in found[0].message + found[0].fix


@pytest.mark.parametrize(
    "change",
    [
        variable("DB_PASSWORD", OPEN),
        variable("DB_PASSWORD", {"Ref": "AWS::StackName"}),
        variable("DB_PASSWORD", ""),
        variable("USE_TOKEN", "true"),
        variable("DB_PASSWORD", "/run/secrets/db"),
        variable("DB_PASSWORD", "{{resolve:ssm-secure:/db:1}}"),
        variable("DB_SECRET", {"Ref": "Login"}),
        variable("DB_SECRET", "arn:aws:secretsmanager:us-east-1:111122223333:secret:x"),
        variable("NEXT_PUBLIC_MAPS_API_KEY", "AIzaSy"),
        variable("DB_PASSWORD_FILE", "secret-text"),
        variable("TOKEN_ISSUER", "me"),
        variable("DB_SECRET_NAME", "prod-db"),
        variable("PARTITION_KEY", "id"),
        variable("PWD", "app"),
        variable("OIDC_TOKEN", "https://issuer.example"),
        both(
            lambda t: t["Parameters"].update(P={"Type": "String", "Default": "x"}), variable("PASSWORD", {"Ref": "P"})
        ),
    ],
)
def test_what_is_no_secret_or_not_written_here(tmp_path: Path, change: Change) -> None:
    assert "WCS150" not in rules(tmp_path, change)


KEY = "sk" + "_live_" + "4eC39HqLyjWDarjtT1zdp7dc"


def test_a_key_is_plain_text_under_any_name(tmp_path: Path) -> None:
    assert "WCS150" in rules(tmp_path, variable("ANYTHING", KEY))
    assert "WCS150" in rules(tmp_path, variable("DBPASSWORD", "hunter2"))
    assert "WCS150" in rules(tmp_path, variable("STORE", "postgres://app:hunter2@db.example.com/app"))
    assert "WCS150" not in rules(tmp_path, variable("STORE", "postgres://app:$PASSWORD@db.example.com/app"))
    assert "WCS150" not in rules(tmp_path, variable("ANYTHING", "production"))


def test_the_value_of_a_secret_where_its_name_belongs(tmp_path: Path) -> None:
    def given(value: object) -> Change:
        return lambda t: container(t).setdefault("Secrets", []).append({"Name": "STRIPE", "ValueFrom": value})

    found = [each for each in faults(tmp_path, given(KEY)) if each.rule == "WCS150"]
    assert [(each.at, each.steps[-1]) for each in found] == [("WebTask", "ValueFrom")]
    assert KEY not in found[0].message + found[0].fix
    assert "WCS150" not in rules(tmp_path, given("stripe-api-key"))
