"""What a cluster has for a service to start its tasks on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, faults, rules, set_to

PUT_OUT: Change = lambda t: t.update(Outputs={"It": {"Value": {"Ref": "Cluster"}}})  # noqa: E731


def on_spot(*providers: object) -> Change:
    """Make a change that starts the api on Spot, in a cluster with some capacity providers."""
    strategy = [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]
    return both(
        set_to("Api", LaunchType=None, CapacityProviderStrategy=strategy),
        lambda t: t["Resources"]["Cluster"].update(Properties={"CapacityProviders": list(providers)}),
    )


@pytest.mark.parametrize(("change", "has"), [(on_spot("FARGATE"), "FARGATE"), (on_spot(), "none")])
def test_a_capacity_provider_that_the_cluster_does_not_have(tmp_path: Path, change: Change, has: str) -> None:
    (finding,) = faults(tmp_path, change)
    place = ("CapacityProviderStrategy", 0, "CapacityProvider")
    assert (finding.rule, finding.at, finding.steps) == ("ECS180", "Api", place)
    assert f"uses the capacity provider FARGATE_SPOT, but Cluster has {has}:" in finding.message
    assert finding.fix == "CapacityProviders of Cluster: add FARGATE_SPOT"


@pytest.mark.parametrize(
    "change",
    [
        on_spot("FARGATE", "FARGATE_SPOT"),
        on_spot(OPEN),
        both(on_spot("FARGATE"), PUT_OUT),
        both(
            on_spot(),
            add(
                "More",
                "AWS::ECS::ClusterCapacityProviderAssociations",
                Cluster={"Ref": "Cluster"},
                CapacityProviders=["FARGATE_SPOT"],
                DefaultCapacityProviderStrategy=[],
            ),
        ),
    ],
)
def test_a_capacity_provider_that_the_cluster_has_or_may_have(tmp_path: Path, change: Change) -> None:
    assert "ECS180" not in rules(tmp_path, change)


def test_tasks_for_fargate_that_wait_for_instances(tmp_path: Path) -> None:
    nowhere = set_to("Api", LaunchType=None)
    findings = faults(tmp_path, nowhere)
    assert ("ECS181", "Api", ()) in [(finding.rule, finding.at, finding.steps) for finding in findings]
    machine = add("Machine", "AWS::EC2::Instance", UserData={"Fn::Sub": "echo ECS_CLUSTER=${Cluster}"})
    assert "ECS181" not in rules(tmp_path, both(nowhere, machine))
    assert "ECS181" not in rules(tmp_path, both(nowhere, set_to("Api", DeploymentController={"Type": "EXTERNAL"})))
