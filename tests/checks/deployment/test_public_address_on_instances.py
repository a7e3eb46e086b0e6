"""Public addresses: refused where tasks certainly run on instances, and nobody is bothered where that is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, rules, set_to

ADDRESS = {"AwsvpcConfiguration": {"Subnets": [{"Ref": "PublicSubnet"}], "AssignPublicIp": "ENABLED"}}
ASKING = set_to("Web", NetworkConfiguration=ADDRESS)
MACHINES = add(
    "Machines",
    "AWS::ECS::CapacityProvider",
    AutoScalingGroupProvider={"AutoScalingGroupArn": "arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:x"},
)
MANAGED = add("Machines", "AWS::ECS::CapacityProvider", ManagedInstancesProvider={"InfrastructureRoleArn": OPEN})
ON_MACHINES = set_to("Web", LaunchType=None, CapacityProviderStrategy=[{"CapacityProvider": {"Ref": "Machines"}}])


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (set_to("Web", LaunchType="EC2"), True),
        (set_to("Web", LaunchType="EXTERNAL"), True),
        (both(MACHINES, ON_MACHINES), True),
        (both(MANAGED, ON_MACHINES), False),
        (set_to("Web", LaunchType="FARGATE"), False),
        (set_to("Web", LaunchType=OPEN), False),
        (set_to("Web", LaunchType=None), False),
        (set_to("Web", LaunchType=None, CapacityProviderStrategy=[{"CapacityProvider": OPEN}]), False),
    ],
)
def test_a_public_address_needs_fargate(tmp_path: Path, change: Change, refused: bool) -> None:
    assert ("ECS182" in rules(tmp_path, both(ASKING, change))) is refused


@pytest.mark.parametrize("address", ["DISABLED", OPEN, None])
def test_nobody_asks(tmp_path: Path, address: object) -> None:
    network = {"AwsvpcConfiguration": {"Subnets": [{"Ref": "TaskSubnet"}], "AssignPublicIp": address}}
    change = both(set_to("Web", NetworkConfiguration=network), set_to("Web", LaunchType="EC2"))
    assert "ECS182" not in rules(tmp_path, change)
