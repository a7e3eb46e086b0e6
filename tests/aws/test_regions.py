"""Which Region is meant when nobody says: that of the environment, by either name, or of the profile."""

from __future__ import annotations

import os

import pytest

from generator.aws.regions import configured


@pytest.mark.parametrize(
    ("known", "region"),
    [
        ({"AWS_REGION": "eu-west-1"}, "eu-west-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-2"),
        ({"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-1"),
        ({}, ""),
    ],
)
def test_the_environment_names_the_region(known: dict[str, str], region: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    assert configured(None) == region
