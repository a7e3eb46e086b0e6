"""Two sets of variables for one database: when is one of them not complete, and when is it another matter?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

DB = {"DB_HOST": "db.internal", "DB_USER": "app", "DB_NAME": "shop", "DB_PASS": "secret-of-db"}
PG = {"PGHOST": "db.internal", "PGUSER": "app", "PGDATABASE": "shop"}
MORE = {"DB_SSLMODE": "verify-full"}


def said(folder: Path, variables: dict[str, str]) -> set[str]:
    listed = ", ".join(f"{{Name: {name}, Value: {value}}}" for name, value in variables.items())
    found = edited(folder, "nat", {"TaskDefinition.ContainerDefinitions.0.Environment": f"[{listed}]"}).rules
    return found & {"WCS421"}


@pytest.mark.parametrize(
    "variables",
    [
        {**DB, **PG},
        {**{key: value for key, value in DB.items() if key != "DB_HOST"}, **PG, "PGPASSWORD": "secret-of-db"},
        {"DB_HOSTNAME": "db.internal", "DB_USERNAME": "app", "DB_DATABASE": "shop", **MORE, **PG},
    ],
)
def test_one_set_lacks_what_the_other_tells(variables: dict[str, str], tmp_path: Path) -> None:
    assert said(tmp_path, variables) == {"WCS421"}


@pytest.mark.parametrize(
    "variables",
    [
        {**DB, **PG, "PGPASSWORD": "secret-of-db"},
        {**DB, **MORE, **PG},  # two things more: a program of another kind reads them
        {**DB, "PGUSER": "app", "PGDATABASE": "shop"},
        {**DB, **PG, "PGDATABASE": "reports"},
        {
            **DB,
            "POSTGRES_USER": "app",
            "POSTGRES_DB": "shop",
            "POSTGRES_NAME": "shop",
            "POSTGRES_PASSWORD": DB["DB_PASS"],
        },
        {**DB, **PG, "PGPASSFILE": "/run/pgpass"},
        {**DB, **PG, "DB_PORT": "5432", "PGPASSWORD": "secret-of-db"},
    ],
)
def test_what_is_told_for_another_reason(variables: dict[str, str], tmp_path: Path) -> None:
    assert said(tmp_path, variables) == set()
