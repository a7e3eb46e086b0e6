"""Load balancers: their way to the tasks, and their clients' way to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import (
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
)

NEED = "load balancer Balancer"
MAPPED = [{"SubnetId": {"Ref": each}} for each in ("TaskSubnet", "PublicSubnet")]


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
    assert rules(tmp_path, set_to("BalancerGroup", SecurityGroupIngress=[public])) == {"ECS101"}, "it has no IPv6"
    group = {"IpProtocol": "-1", "SourceSecurityGroupId": {"Ref": "ApiGroup"}}
    assert rules(tmp_path, set_to("BalancerGroup", SecurityGroupIngress=[group])) == set()


def test_its_subnets_lead_nowhere(tmp_path: Path) -> None:
    private = set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}])
    assert places(tmp_path, private) == [("ECS101", "Balancer", ("Subnets",))]
    assert rules(tmp_path, both(private, set_to("Balancer", Scheme="internal"))) == set()
    assert rules(tmp_path, both(private, set_to("Balancer", Scheme=OPEN))) == set()
    mapped = both(
        set_to(
            "Balancer",
            Subnets=None,
            SubnetMappings=MAPPED,
        )
    )
    assert places(tmp_path, mapped) == [("ECS101", "Balancer", ("SubnetMappings",))]


@pytest.mark.parametrize(
    "change",
    [
        set_to("Balancer", SecurityGroups=[OPEN]),
        set_to("Listener", Port=OPEN),
        entry(ContainerPort=OPEN),
        set_to("Balancer", Subnets=[OPEN]),
        both(set_to("BalancerGroup", SecurityGroupIngress=[]), set_to("BalancerGroup", SecurityGroupIngress=OPEN)),
        both(
            set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}]),
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


@pytest.mark.parametrize(
    ("change", "said", "fix"),
    [
        (
            set_to("TaskGroup", SecurityGroupIngress=[]),
            "no security group of Web admits Balancer on 3000: target health checks time out",
            "add an ingress rule: IpProtocol tcp, FromPort 3000, ToPort 3000",
        ),
        (
            set_to("BalancerGroup", SecurityGroupIngress=[]),
            "Balancer listens on 443, but its security groups admit nobody there: clients cannot reach Web",
            "add an ingress rule: IpProtocol tcp, FromPort 443, ToPort 443, from the clients",
        ),
        (
            set_to("Balancer", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}]),
            "Balancer is internet-facing, but its subnet TaskSubnet has no route to an internet gateway",
            "Subnets: subnets whose route table leads to an AWS::EC2::InternetGateway",
        ),
        (
            set_to(
                "Balancer",
                Subnets=None,
                SubnetMappings=MAPPED,
            ),
            "Balancer is internet-facing, but its subnet TaskSubnet has no route to an internet gateway",
            "SubnetMappings: subnets whose route table leads to an AWS::EC2::InternetGateway",
        ),
    ],
)
def test_what_is_said_of_each_door(tmp_path: Path, change: Change, said: str, fix: str) -> None:
    (finding,) = faults(tmp_path, change)
    assert finding.message.startswith(said)
    assert finding.fix.startswith(fix)
    assert finding.tasks == ("Web",)


@pytest.mark.parametrize(("word", "expected"), [("tcp", "yes"), ("http", "yes"), ("udp", "unknown")])
def test_a_port_that_is_declared_for_http_is_one_of_tcp(tmp_path: Path, word: str, expected: str) -> None:
    change = set_in("WebTask", PortMappings=[{"ContainerPort": 3000, "Protocol": word}])
    assert row(tmp_path, NEED, change) == expected
