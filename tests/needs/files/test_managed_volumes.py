"""Volumes on EBS: configured as the definition has them, by a role that ECS can make them with."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from generator.checks.files.managed_volume_is_refused import ManagedVolumeIsRefused
from tests.edited import edited

GOOD = ManagedVolumeIsRefused.good
ENTRY = "Service.VolumeConfigurations.0"
POLICY = "VolumeRole.ManagedPolicyArns.0"
OTHER = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice"


@pytest.mark.parametrize(
    ("edits", "rule", "verdict"),
    [
        ({}, "", "yes"),
        ({f"{ENTRY}.Name": "data"}, "ECS239", "no"),
        ({f"{ENTRY}.ManagedEBSVolume.SizeInGiB": None}, "ECS239", "no"),
        ({"Service.VolumeConfigurations": "[]"}, "ECS239", "no"),
        ({"VolumeRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "ecs-tasks.amazonaws.com"},
         "ECS134", "no"),
        ({POLICY: OTHER}, "ECS134", "no"),
        ({f"{ENTRY}.ManagedEBSVolume.KmsKeyId": "alias/files"}, "", "unknown"),
        ({f"{ENTRY}.ManagedEBSVolume.RoleArn": "arn:aws:iam::111122223333:role/volumes"}, "", "unknown"),
    ],
)  # fmt: skip
def test_a_volume_is_made_as_it_is_configured(tmp_path: Path, edits: Edits, rule: str, verdict: str) -> None:
    result = edited(tmp_path, "nat", GOOD, edits)
    assert result.verdict("EBS volume") == verdict
    assert result.rules & {"ECS239", "ECS134"} == ({rule} if rule else set())
    assert result.verdict("start") in ("yes", verdict)
