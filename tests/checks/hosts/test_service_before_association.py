"""Services that start their tasks on providers which another resource associates with the cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

SPOT = "[{CapacityProvider: FARGATE_SPOT, Weight: 1}]"
LATE: Edits = {
    "Association": "{Type: AWS::ECS::ClusterCapacityProviderAssociations, DependsOn: ExecutionRole, Properties: "
    "{Cluster: !Ref Cluster, CapacityProviders: [FARGATE, FARGATE_SPOT], DefaultCapacityProviderStrategy: "
    + SPOT
    + "}}",
    "TaskDefinition.ExecutionRoleArn": "arn:aws:iam::111122223333:role/starts",
    "Service.DependsOn": None,
    "Service.LaunchType": None,
}
STRATEGY: Edits = {"Service.CapacityProviderStrategy": SPOT}


@pytest.mark.parametrize("edits", [{}, STRATEGY])
def test_a_service_on_fargate_that_does_not_wait(tmp_path: Path, edits: Edits) -> None:
    (finding,) = [each for each in edited(tmp_path, "isolated", LATE, edits).findings if each.rule == "WCS271"]
    assert (finding.at, finding.fix) == ("Service", "DependsOn of Service: add Association")


@pytest.mark.parametrize(
    "edits",
    [
        {**STRATEGY, "Service.DependsOn": "Association"},
        {"Service.LaunchType": "FARGATE"},
        {**STRATEGY, "Cluster.CapacityProviders": "[FARGATE_SPOT]"},
        {"Cluster.DefaultCapacityProviderStrategy": SPOT},
        {**STRATEGY, "Association.DependsOn": "Service"},
    ],
)
def test_a_service_that_waits_or_need_not(tmp_path: Path, edits: Edits) -> None:
    assert "WCS271" not in edited(tmp_path, "isolated", LATE, edits).rules
