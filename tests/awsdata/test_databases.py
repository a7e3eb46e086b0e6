"""Which versions of RDS refuse connections without TLS by default."""

from __future__ import annotations

import pytest

from generator.awsdata.databases import engine


@pytest.mark.parametrize(
    ("name", "version", "enforced"),
    [
        ("postgres", (14, 9), False),
        ("postgres", (15,), True),
        ("mysql", (8, 0), False),
        ("mysql", (9, 0), None),  # between the two that the documentation speaks of
        ("mysql", (9, 7), True),
        ("mariadb", (11, 8), True),
    ],
)
def test_default_by_version(name: str, version: tuple[int, ...], enforced: bool | None) -> None:
    known = engine(name)
    assert known is not None
    assert known.comparable(version)
    assert known.enforces_tls(version) is enforced


def test_what_is_written_too_short_is_not_compared() -> None:
    known = engine("mysql")
    assert known is not None
    assert not known.comparable((8,))


def test_an_engine_without_such_a_parameter_is_not_on_record() -> None:
    assert engine("sqlserver-ex") is None
