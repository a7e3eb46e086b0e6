"""Managed Instances of ECS: the role that starts them trusts it, and may pass theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.deployment.managed_instances_role import ManagedInstancesRole
from generator.checks.examples import Edits
from tests.edited import edited

BY_STRATEGY: Edits = {
    "Service.LaunchType": None,
    "Service.CapacityProviderStrategy": "[{CapacityProvider: !Ref Managing2, Weight: 1}]",
}
TRUST = "Managing.AssumeRolePolicyDocument.Statement.0.Principal.Service"


@pytest.mark.parametrize(("edits", "verdict"), [({TRUST: "ecs-tasks.amazonaws.com"}, "no"), ({}, "yes")])
def test_the_role_that_starts_them_trusts_ecs(tmp_path: Path, edits: Edits, verdict: str) -> None:
    result = edited(tmp_path, "hosts", ManagedInstancesRole.good, BY_STRATEGY, edits)
    assert result.verdict("role of Managing2") == verdict
    assert ("ECS134" in result.rules) == (verdict == "no")


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ({"Managed.RoleName": None}, True),
        ({"Managed.RoleName": "ecsInstanceRole"}, False),
        ({"Managed.RoleName": "web", "Managing.ManagedPolicyArns.1": "arn:aws:iam::aws:policy/IAMFullAccess"}, False),
    ],
)
def test_their_own_role_has_the_name_that_may_be_passed(tmp_path: Path, edits: Edits, found: bool) -> None:
    result = edited(tmp_path, "hosts", ManagedInstancesRole.good, edits)
    assert ("WCS413" in result.rules) == found
