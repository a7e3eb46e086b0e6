"""What ECS and Elastic Load Balancing refuse about the targets of a load balancer, and targets that are never there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import (
    OPEN,
    Change,
    Template,
    add,
    both,
    faults,
    properties,
    row,
    rules,
    set_in,
    set_to,
    without,
)


def places(folder: Path, change: Change) -> list[tuple[str, str, tuple[Any, ...]]]:
    return [(fault.rule, fault.at, fault.steps) for fault in faults(folder, change)]


def entry(**values: object) -> Change:
    return lambda t: properties(t, "Web")["LoadBalancers"][0].update(values)


@pytest.mark.parametrize("kind", [None, "instance", "lambda"])
def test_the_type_of_the_targets(tmp_path: Path, kind: str | None) -> None:
    assert places(tmp_path, set_to("Targets", TargetType=kind)) == [("ECS140", "Targets", ("TargetType",))]
    assert rules(tmp_path, set_to("Targets", TargetType=OPEN)) == set()


def test_instances_have_targets_of_their_own_type(tmp_path: Path) -> None:
    change = both(
        set_to("Targets", TargetType="instance"),
        set_to("WebTask", NetworkMode="bridge", RequiresCompatibilities=["EC2"]),
        set_to("Web", LaunchType="EC2", NetworkConfiguration=None),
    )
    assert "ECS140" not in rules(tmp_path, change)


def test_a_container_that_is_not_there(tmp_path: Path) -> None:
    assert places(tmp_path, entry(ContainerName="app")) == [("ECS141", "Web", ("LoadBalancers", 0, "ContainerName"))]
    assert rules(tmp_path, entry(ContainerName=OPEN)) == set()
    assert rules(tmp_path, both(entry(ContainerName=OPEN), set_in("WebTask", Name=OPEN))) == set()
    assert rules(tmp_path, set_in("WebTask", Name=OPEN)) == set()


def test_a_port_that_the_container_does_not_declare(tmp_path: Path) -> None:
    found = places(tmp_path, set_in("WebTask", PortMappings=[{"ContainerPort": 80}]))
    assert ("ECS141", "Web", ("LoadBalancers", 0, "ContainerPort")) in found
    assert "ECS141" in rules(tmp_path, set_in("WebTask", PortMappings=None))
    assert rules(tmp_path, set_in("WebTask", PortMappings=[{"ContainerPort": OPEN}])) == set()
    assert rules(tmp_path, set_in("WebTask", PortMappings=OPEN)) == set()
    assert rules(tmp_path, set_in("WebTask", PortMappings=[{"ContainerPortRange": "2000-4000"}])) == set()


def test_properties_in_lower_case_are_named_as_they_are_written(tmp_path: Path) -> None:
    """The ECS API and the CLI write them so; CloudFormation does not know them."""
    mapped = {"PortMappings": None, "portMappings": [{"containerPort": 3000}]}
    (finding,) = faults(tmp_path, set_in("WebTask", **mapped))
    assert (finding.rule, finding.at) == ("ECS141", "WebTask")
    assert finding.steps == ("ContainerDefinitions", 0, "portMappings")
    assert finding.message.startswith("web writes portMappings, as the ECS API does, and CloudFormation knows only")
    (finding,) = faults(tmp_path, set_in("WebTask", PortMappings=[{"containerPort": 3000}]))
    assert finding.steps == ("ContainerDefinitions", 0, "PortMappings", 0, "containerPort")
    assert row(tmp_path, "start", set_in("WebTask", secrets=[])) == "unknown"
    assert row(tmp_path, "start", set_in("WebTask", DockerLabels={"team": "shop"})) == "yes"


IDLE = set_to("Listener", DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}])


def rule(**values: object) -> Change:
    return add("Rule", "AWS::ElasticLoadBalancingV2::ListenerRule", ListenerArn={"Ref": "Listener"}, **values)


def test_a_target_group_that_nothing_sends_to(tmp_path: Path) -> None:
    assert places(tmp_path, IDLE) == [("ECS142", "Targets", ())]
    assert "ECS142" in rules(tmp_path, both(without("Listener"), lambda t: t["Resources"]["Web"].pop("DependsOn")))


@pytest.mark.parametrize(
    "actions",
    [
        [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}],
        [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": {"Ref": "Targets"}, "Weight": 1}]}}],
        [{"Type": "forward", "TargetGroupArn": OPEN}],
        [{"Type": "forward", "ForwardConfig": OPEN}],
        OPEN,
    ],
)
def test_a_rule_that_sends_to_it_or_may(tmp_path: Path, actions: object) -> None:
    def waits(template: Template) -> None:
        template["Resources"]["Web"]["DependsOn"].append("Rule")

    assert rules(tmp_path, both(IDLE, rule(Actions=actions), waits)) == set()


def test_a_target_group_that_others_can_see(tmp_path: Path) -> None:
    assert rules(tmp_path, both(IDLE, lambda t: t.update(Outputs={"T": {"Value": {"Ref": "Targets"}}}))) == set()


def registered_nowhere(t: dict[str, Any]) -> None:
    """Take the service out of its target group, to which a rule forwards."""
    del properties(t, "Web")["LoadBalancers"]
    t["Resources"]["Rule"] = {
        "Type": "AWS::ElasticLoadBalancingV2::ListenerRule",
        "Properties": {
            "ListenerArn": {"Ref": "Listener"},
            "Actions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}],
        },
    }


def test_a_target_group_that_no_service_registers_in(tmp_path: Path) -> None:
    assert ("ECS143", "Targets", ()) in places(tmp_path, registered_nowhere)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: properties(t, "Web").pop("LoadBalancers"),
        both(registered_nowhere, lambda t: t.update(Outputs={"It": {"Value": {"Ref": "Targets"}}})),
        both(registered_nowhere, set_to("Targets", Targets=[{"Id": "10.0.0.9"}])),
        both(registered_nowhere, set_to("Api", DeploymentController={"Type": "CODE_DEPLOY"})),
    ],
)
def test_a_target_group_that_others_may_fill(tmp_path: Path, change: Change) -> None:
    assert "ECS143" not in rules(tmp_path, change)


@pytest.mark.parametrize(
    ("change", "said", "fix"),
    [
        (set_to("Targets", TargetType=None), "TargetType of Targets is instance by default, but", "TargetType: ip"),
        (set_to("Targets", TargetType="lambda"), "TargetType of Targets is lambda, but tasks of Web", "TargetType: ip"),
        (
            entry(ContainerName="app"),
            "Web registers the container app, but WebTask has only web: CreateService fails",
            "ContainerName: web",
        ),
        (
            set_in("WebTask", PortMappings=[{"ContainerPort": 80}]),
            "Web registers port 3000 of web, whose PortMappings declare 80: CreateService fails",
            "ContainerPort: 80",
        ),
        (
            set_in("WebTask", PortMappings=None),
            "Web registers port 3000 of web, which declares no PortMappings: CreateService fails",
            "PortMappings of web: add ContainerPort 3000",
        ),
    ],
)
def test_what_is_said_of_targets(tmp_path: Path, change: Change, said: str, fix: str) -> None:
    (finding,) = [finding for finding in faults(tmp_path, change) if finding.rule.startswith("ECS14")]
    assert finding.message.startswith(said)
    assert finding.fix == fix
