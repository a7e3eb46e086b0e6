"""Load balancers: their way to the tasks, their clients' way to them, and what ECS refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.proof.one_app import (
    OPEN,
    Change,
    Template,
    add,
    attribute,
    both,
    container,
    faults,
    properties,
    row,
    rules,
    set_in,
    set_to,
    without,
)

NEED = "load balancer Balancer"


def places(folder: Path, change: Change) -> list[tuple[str, str, tuple[Any, ...]]]:
    return [(fault.rule, fault.at, fault.steps) for fault in faults(folder, change)]


def entry(**values: object) -> Change:
    return lambda t: properties(t, "Web")["LoadBalancers"][0].update(values)


def test_the_tasks_do_not_admit_it(tmp_path: Path) -> None:
    change = set_to("TaskGroup", SecurityGroupIngress=[])
    assert places(tmp_path, change) == [("ECS101", "TaskGroup", ("SecurityGroupIngress",))]
    assert row(tmp_path, NEED, change) == "no"


def test_the_port_that_counts_is_the_containers(tmp_path: Path) -> None:
    assert rules(tmp_path, set_to("Targets", Port=9999)) == set()

    def moved(template: Template) -> None:
        entry(ContainerPort=4000)(template)
        container(template)["PortMappings"].append({"ContainerPort": 4000})

    assert rules(tmp_path, moved) == {"ECS101"}


def test_it_may_not_leave(tmp_path: Path) -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}
    change = set_to("BalancerGroup", SecurityGroupEgress=[rule])
    assert places(tmp_path, change) == [("ECS101", "BalancerGroup", ("SecurityGroupEgress",))]


def test_it_admits_nobody(tmp_path: Path) -> None:
    change = set_to("BalancerGroup", SecurityGroupIngress=[])
    assert places(tmp_path, change) == [("ECS101", "BalancerGroup", ("SecurityGroupIngress",))]
    assert places(tmp_path, set_to("Listener", Port=80)) == [("ECS101", "BalancerGroup", ("SecurityGroupIngress",))]
    apart = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}
    added = add("Rule", "AWS::EC2::SecurityGroupIngress", GroupId={"Ref": "BalancerGroup"}, **apart)
    assert rules(tmp_path, both(change, added)) == set()
    public = {"IpProtocol": "-1", "CidrIpv6": "::/0"}
    assert rules(tmp_path, set_to("BalancerGroup", SecurityGroupIngress=[public])) == set()


def test_its_subnets_lead_nowhere(tmp_path: Path) -> None:
    private = set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}])
    assert places(tmp_path, private) == [("ECS101", "Balancer", ("Subnets",))]
    assert rules(tmp_path, both(private, set_to("Balancer", Scheme="internal"))) == set()
    assert rules(tmp_path, both(private, set_to("Balancer", Scheme=OPEN))) == set()
    mapped = both(set_to("Balancer", Subnets=None, SubnetMappings=[{"SubnetId": {"Ref": "TaskSubnet"}}]))
    assert places(tmp_path, mapped) == [("ECS101", "Balancer", ("SubnetMappings",))]


@pytest.mark.parametrize(
    "change",
    [
        set_to("Balancer", SecurityGroups=[OPEN]),
        both(
            set_to("Balancer", Type="network"),
            set_to("Listener", Protocol="TLS"),
            set_to("Targets", Protocol="TCP"),
        ),
        set_to("Listener", Port=OPEN),
        entry(ContainerPort=OPEN),
        set_to("Balancer", Subnets=[OPEN]),
        both(set_to("BalancerGroup", SecurityGroupIngress=[]), set_to("BalancerGroup", SecurityGroupIngress=OPEN)),
        both(
            set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}]),
            lambda t: t.update(Outputs={"Table": {"Value": {"Ref": "TaskTable"}}}),
        ),
        both(
            set_to("BalancerGroup", SecurityGroupIngress=[]),
            lambda t: t.update(Outputs={"Group": {"Value": {"Ref": "BalancerGroup"}}}),
        ),
    ],
)
def test_what_is_not_seen(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, NEED, change) == "unknown"


def test_without_groups_it_has_the_default_one_which_admits_no_clients(tmp_path: Path) -> None:
    change = set_to("Balancer", SecurityGroups=None)
    assert ("ECS101", "Balancer", ("SecurityGroups",)) in places(tmp_path, change)
    opened = add(
        "Opened",
        "AWS::EC2::SecurityGroupIngress",
        GroupId=attribute("Vpc", "DefaultSecurityGroup"),
        IpProtocol="tcp",
        FromPort=443,
        ToPort=443,
        CidrIp="0.0.0.0/0",
    )
    assert ("ECS101", "Balancer", ("SecurityGroups",)) not in places(tmp_path, both(change, opened))


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
