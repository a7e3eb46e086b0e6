"""Blanks at the ends of what programs read as an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

VALUE = "TaskDefinition.ContainerDefinitions.0.Environment.0.Value"


@pytest.mark.parametrize(
    "value",
    [
        '!Sub "${Database.Endpoint.Address}\\n"',
        '!Sub "${Database.Endpoint.Address} "',
        '!Sub " postgres://${Database.Endpoint.Address}:5432/app?sslmode=verify-full"',
        '"https://example.com/hook\\n"',
    ],
)
def test_an_address_with_more_than_an_address(tmp_path: Path, value: str) -> None:
    assert "WCS212" in edited(tmp_path, "database", {VALUE: value}).rules


@pytest.mark.parametrize(
    "value",
    [
        "!Sub '${Database.Endpoint.Address}'",
        "https://example.com/hook",
        '"-----BEGIN CERTIFICATE-----\\nMIIB\\n"',
        '!Sub "host: ${Database.Endpoint.Address}\\nport: 5432\\n"',
        '!Sub "psql -h ${Database.Endpoint.Address} "',
        '"a sentence "',
    ],
)
def test_what_may_end_as_it_does(tmp_path: Path, value: str) -> None:
    assert "WCS212" not in edited(tmp_path, "database", {VALUE: value}).rules
