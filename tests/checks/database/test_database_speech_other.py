"""Words that choose a driver, held against the database that the same container is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

FIRST = "TaskDefinition.ContainerDefinitions.0.Environment"


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("DB_ENGINE", "django.db.backends.mysql", "django.db.backends.postgresql"),
        ("DB_CONNECTION", "mysql", "pgsql"),
        ("KC_DB", "mariadb", "postgres"),
        ("SPRING_DATASOURCE_DRIVER_CLASS_NAME", "com.mysql.cj.jdbc.Driver", "org.postgresql.Driver"),
        ("DB_KIND", "mysql", "sqlite"),
    ],
)
def test_a_word_for_another_driver(tmp_path: Path, name: str, wrong: str, right: str) -> None:
    def rules(word: str) -> set[str]:
        told = f"[{{Name: HOST, Value: !GetAtt Database.Endpoint.Address}}, {{Name: {name}, Value: {word}}}]"
        return set(edited(tmp_path, "database", {FIRST: told}).rules)

    assert ("ECS344" in rules(wrong)) is (name != "DB_KIND")
    assert "ECS344" not in rules(right)


def test_a_word_for_a_database_from_elsewhere(tmp_path: Path) -> None:
    told = "{Name: ANALYTICS_HOST, Value: !GetAtt Database.Endpoint.Address}, {Name: DB_CONNECTION, Value: mysql}"
    other = ", {Name: DB_HOST, Value: !ImportValue shop-mysql}"
    assert "ECS344" not in edited(tmp_path, "database", {FIRST: f"[{told}]"}).rules
    assert "ECS344" not in edited(tmp_path, "database", {FIRST: f"[{told}{other}]"}).rules
