"""Passwords that Secrets Manager makes up and RDS may refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, faults, properties, rules

WRONG: list[tuple[str, Change, str, tuple[Any, ...]]] = [
    ("ECS098", lambda t: properties(t, "Login")["GenerateSecretString"].pop("ExcludePunctuation"), "Login",
     ("GenerateSecretString",)),
]  # fmt: skip


RIGHT: list[tuple[str, Change]] = [
    ("ECS098", lambda t: properties(t, "Login")["GenerateSecretString"].update(
        ExcludePunctuation=False, ExcludeCharacters='"@/\\')),
    ("ECS098", lambda t: properties(t, "Login")["GenerateSecretString"].update(
        ExcludePunctuation=False, ExcludeCharacters=OPEN)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "resource", "steps"), WRONG)
def test_a_password_that_rds_may_refuse(
    tmp_path: Path, rule: str, change: Change, resource: str, steps: tuple[Any, ...]
) -> None:
    found = [each for each in faults(tmp_path, change) if each.rule == rule]
    assert [(each.at, each.steps) for each in found] == [(resource, steps)]


@pytest.mark.parametrize(("rule", "change"), RIGHT)
def test_a_password_that_it_takes(tmp_path: Path, rule: str, change: Change) -> None:
    assert rule not in rules(tmp_path, change)


def test_the_share_of_refused_passwords_is_told(tmp_path: Path) -> None:
    def change(t: dict[str, Any]) -> None:
        properties(t, "Login")["GenerateSecretString"].update(ExcludePunctuation=False, PasswordLength=16)

    (found,) = [each for each in faults(tmp_path, change) if each.rule == "ECS098"]
    assert "40% of such passwords" in found.message
