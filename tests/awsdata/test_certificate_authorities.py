"""Authorities of RDS: those that ended are told from those that hold, by name and in any text."""

from __future__ import annotations

from generator.awsdata.certificate_authorities import TABLES, current, ended, has_ended


def test_those_that_ended_are_told_from_those_that_hold() -> None:
    (table,) = TABLES
    names = list(table.entries)
    gone = [name for name in names if has_ended(name)]
    assert gone
    assert current() in names
    assert current() not in gone
    assert [name for name in names if ended().fullmatch(name)] == gone
    assert ended().search(f"/etc/ssl/{gone[-1]}-root.pem")
    assert not has_ended("rds-ca-of-somebody-else")
