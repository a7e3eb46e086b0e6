"""Names of master users that are too long for MySQL and its kin, each beside the longest that is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited
from tests.refusals.test_wrong_shapes import told


@pytest.mark.parametrize(("engine", "most"), [("mysql", 16), ("mariadb", 16), ("postgres", 63)])
def test_a_user_of_an_instance(tmp_path: Path, engine: str, most: int) -> None:
    def refused(length: int) -> bool:
        edits: Edits = {"Database.Engine": engine, "Database.MasterUsername": "u" * length}
        return any("characters, and" in each and "MasterUsername" in each for each in told(tmp_path, "database", edits))

    assert not refused(most)
    assert refused(most + 1) is (engine != "postgres")


@pytest.mark.parametrize(("length", "rejected"), [(16, False), (32, False), (33, True)])
def test_no_mysql_has_longer_users(tmp_path: Path, length: int, rejected: bool) -> None:
    edits = {"Database.Engine": "mysql", "Database.MasterUsername": "u" * length}
    assert ("ECS094" in edited(tmp_path, "database", edits).rules) is rejected
