"""Policies of secrets that let everybody in, where that is blocked."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.registry import checks
from tests.needs.of_containers import said

Edits = dict[str, str | None]
RIGHT: Edits = dict(checks()["ECS204"].good)
STATEMENT = "SecretPolicy.ResourcePolicy.Statement.0"
PUBLIC: Edits = {f"{STATEMENT}.Principal": "'*'"}

DELETION_DENIED: Edits = {f"{STATEMENT}.Effect": "Deny", f"{STATEMENT}.Action": "secretsmanager:DeleteSecret"}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({}, ("yes", set())),
        (PUBLIC, ("no", {"ECS204"})),
        ({f"{STATEMENT}.Principal": "{AWS: ['*']}"}, ("no", {"ECS204"})),
        (PUBLIC | {"SecretPolicy.BlockPublicPolicy": "false"}, ("yes", set())),
        (PUBLIC | {"SecretPolicy.BlockPublicPolicy": None}, ("yes", set())),
        (PUBLIC | {f"{STATEMENT}.Condition": "{Bool: {aws:SecureTransport: 'true'}}"}, ("unknown", set())),
        (
            PUBLIC | {f"{STATEMENT}.Effect": "Deny", f"{STATEMENT}.Action": "secretsmanager:DeleteSecret"},
            ("yes", set()),
        ),
    ],
)
def test_what_is_public_is_refused(tmp_path: Path, edits: Edits, expected: tuple[str, set[str]]) -> None:
    assert said(tmp_path, "API_KEY of web", RIGHT, edits, base="injected") == expected
