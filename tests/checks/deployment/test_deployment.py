"""Deployments: that they can move, and leave alone what others own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, faults, rules, set_in, set_to


def rollout(desired: object, least: object, most: object) -> Change:
    values = {"MinimumHealthyPercent": least, "MaximumPercent": most}
    known = {key: value for key, value in values.items() if value is not None}
    return both(
        set_to("Web", DeploymentConfiguration=known),
        set_to("Web", DesiredCount=desired) if desired is not None else lambda t: None,
    )


@pytest.mark.parametrize(
    ("desired", "least", "most"),
    [(None, 100, 100), (1, 100, 100), (1, 100, 150), (1, 50, 199), (3, 100, 133), (2, None, 100), (2, 51, 149)],
)
def test_no_task_can_move(tmp_path: Path, desired: object, least: object, most: object) -> None:
    found = faults(tmp_path, rollout(desired, least, most))
    assert [(fault.rule, fault.at, fault.steps[0]) for fault in found] == [("ECS130", "Web", "DeploymentConfiguration")]


@pytest.mark.parametrize(
    ("desired", "least", "most"),
    [
        (None, None, None), (1, 100, 200), (1, 0, 100), (2, 50, 100), (3, 100, 134), (4, 75, 100), (2, 100, 150),
        (1, OPEN, 100), (1, 100, OPEN), (OPEN, 100, 100), (0, 100, 100),
    ],
)  # fmt: skip
def test_a_task_can_move_or_may(tmp_path: Path, desired: object, least: object, most: object) -> None:
    assert rules(tmp_path, rollout(desired, least, most)) == set()


@pytest.mark.parametrize(
    "change",
    [
        set_to("Web", SchedulingStrategy=OPEN),
        set_to("Web", DeploymentController={"Type": "CODE_DEPLOY"}),
        set_to("Web", DeploymentController=OPEN),
        lambda t: t["Resources"]["Web"]["Properties"]["DeploymentConfiguration"].update(Strategy="BLUE_GREEN"),
    ],
)
def test_deployments_of_another_kind(tmp_path: Path, change: Change) -> None:
    assert "ECS130" not in rules(tmp_path, both(rollout(1, 100, 100), change))


def scaled(resource: object, **values: object) -> Change:
    known = {"MinCapacity": 1, "MaxCapacity": 4, **values}
    return add(
        "Scaling",
        "AWS::ApplicationAutoScaling::ScalableTarget",
        ServiceNamespace="ecs",
        ScalableDimension="ecs:service:DesiredCount",
        ResourceId=resource,
        **known,
    )


BY_NAME = {"Fn::Sub": "service/${Cluster}/${Web.Name}"}


def test_a_count_that_autoscaling_owns(tmp_path: Path) -> None:
    counted = set_to("Web", DesiredCount=2)
    found = faults(tmp_path, both(counted, scaled(BY_NAME)))
    assert [(fault.rule, fault.steps) for fault in found] == [("WCS131", ("DesiredCount",))]
    named = both(counted, set_to("Web", ServiceName="web"), scaled({"Fn::Sub": "service/${Cluster}/web"}))
    assert rules(tmp_path, named) == {"WCS131", "ECS183"}
    assert rules(tmp_path, both(set_to("Web", DesiredCount=OPEN), scaled(BY_NAME))) == {"WCS131"}


@pytest.mark.parametrize(
    "change",
    [
        scaled(BY_NAME),
        both(set_to("Web", DesiredCount={"Ref": "AWS::NoValue"}), scaled(BY_NAME)),
        both(set_to("Web", DesiredCount=2), scaled({"Fn::Sub": "service/${Cluster}/${Api.Name}"})),
        both(set_to("Web", DesiredCount=2), scaled(OPEN)),
        both(set_to("Web", DesiredCount=2), scaled("service/other/web"), set_to("Web", ServiceName="web")),
    ],
)
def test_a_count_that_nobody_else_owns(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()


def test_what_autoscaling_may_ask_for(tmp_path: Path) -> None:
    assert rules(tmp_path, both(rollout(None, 100, 100), scaled(BY_NAME))) == {"ECS130"}
    assert rules(tmp_path, both(rollout(None, 100, 150), scaled(BY_NAME))) == set(), "with two tasks or more it moves"
    assert rules(tmp_path, both(rollout(None, 100, 100), scaled(BY_NAME, MaxCapacity=OPEN))) == set()
    assert rules(tmp_path, both(rollout(None, 100, 100), scaled(OPEN))) == set()


def test_a_grace_period_for_nothing(tmp_path: Path) -> None:
    grace = set_to("Api", HealthCheckGracePeriodSeconds=60)
    unchecked = set_in("ApiTask", HealthCheck=None)
    assert rules(tmp_path, both(grace, unchecked)) == {"ICS081", "WCS132"}
    assert rules(tmp_path, grace) == set(), "it puts off container health checks too"
    assert rules(tmp_path, set_to("Web", HealthCheckGracePeriodSeconds=60)) == set()
    assert rules(tmp_path, both(grace, set_in("ApiTask", HealthCheck=OPEN))) == set()
    assert rules(tmp_path, both(grace, unchecked, set_to("Api", LoadBalancers=OPEN))) == set()
    lattice = set_to("Api", VpcLatticeConfigurations=[{"PortName": "x"}])
    assert rules(tmp_path, both(grace, unchecked, lattice)) == {"ECS334"}, "no port has that name"


def test_it_is_said_which_defaults_it_rests_on(tmp_path: Path) -> None:
    """Each deployment may give other values: what is found is true of the Defaults alone."""

    def parameters(template: dict[str, dict[str, object]]) -> None:
        for name, default in {"Count": 1, "Least": 50, "Most": 150}.items():
            template["Parameters"][name] = {"Type": "Number", "Default": default}

    change = both(parameters, rollout({"Ref": "Count"}, {"Ref": "Least"}, {"Ref": "Most"}))
    (found,) = faults(tmp_path, change)
    assert found.message.endswith("(this rests on the Defaults of Count, Least and Most)")
    (found,) = faults(tmp_path, both(parameters, rollout({"Ref": "Count"}, 100, 150)))
    assert found.message.endswith("(this rests on the Default of Count)")
    (found,) = faults(tmp_path, rollout(1, 100, 150))
    assert "Default" not in found.message
    limits = scaled(BY_NAME, MinCapacity={"Ref": "Count"}, MaxCapacity={"Ref": "Count"})
    (found,) = faults(tmp_path, both(parameters, rollout(None, 100, 150), limits))
    assert found.message.endswith("(this rests on the Default of Count)")
