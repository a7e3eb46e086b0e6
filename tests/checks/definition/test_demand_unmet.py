"""Properties that AWS demands and the schema does not: each that is data, and those of two resources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.awsdata.demands import EACH, Demand, demands
from generator.finding import Finding
from generator.stack import load
from tests.findings import findings

EVERY = {
    f"{demand.type} {'.'.join((*demand.place, demand.one_of[0]))}": demand
    for some in demands().values()
    for demand in some
}
SOMETIMES = {"Fn::If": ["Here", "x", {"Ref": "AWS::NoValue"}]}


def found(folder: Path, resource_type: str, properties: object, **others: Any) -> list[Finding]:
    """What the check finds in a template with one resource, and perhaps others."""
    template = {
        "Conditions": {"Here": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}},
        "Resources": {"It": {"Type": resource_type, "Properties": properties}, **others},
    }
    path = folder / "root.json"
    path.write_text(json.dumps(template))
    return [finding for finding in findings(load(path, project=folder)) if finding.rule == "ECS113"]


def at(place: tuple[str, ...], value: object) -> object:
    """Properties that hold a value at a place."""
    for step in reversed(place):
        value = [value] if step == EACH else {step: value}
    return value


def beside(demand: Demand) -> Mapping[str, object]:
    """The property without which nothing is demanded."""
    return {demand.only_with.property: (*demand.only_with.values, "x")[0]} if demand.only_with else {}


def asked(folder: Path, demand: Demand, properties: Mapping[str, object]) -> bool:
    """Tell whether the properties of a demand are missed, where there are these."""
    matches = found(folder, demand.type, at(demand.place, dict(properties)))
    steps = tuple(0 if step == EACH else step for step in demand.place)
    first = f"add {demand.one_of[0]}"
    return any(match.steps == steps and match.fix.endswith(first) for match in matches)


@pytest.mark.parametrize("name", EVERY)
def test_a_property_that_is_demanded(tmp_path: Path, name: str) -> None:
    demand = EVERY[name]
    assert asked(tmp_path, demand, beside(demand))
    for key in (*demand.one_of, *demand.unless):
        assert not asked(tmp_path, demand, {**beside(demand), key: "x"}), key
        assert not asked(tmp_path, demand, {**beside(demand), key: SOMETIMES}), key
    assert asked(tmp_path, demand, {**beside(demand), demand.one_of[0]: []})


@pytest.mark.parametrize("name", [name for name, demand in EVERY.items() if demand.only_with is not None])
def test_a_property_that_is_demanded_with_another_only(tmp_path: Path, name: str) -> None:
    demand = EVERY[name]
    assert demand.only_with is not None
    assert not asked(tmp_path, demand, {})
    assert asked(tmp_path, demand, {demand.only_with.property: "other"}) is not bool(demand.only_with.values)


def test_nothing_is_demanded_of_what_is_not_there(tmp_path: Path) -> None:
    service = {"TaskDefinition": "x", "LoadBalancers": [], "NetworkConfiguration": {"Ref": "AWS::NoValue"}}
    assert found(tmp_path, "AWS::ECS::Service", service) == []
    maybe = {"Type": "AWS::EC2::Route", "Condition": "Here", "Properties": {}}
    assert found(tmp_path, "AWS::ECS::Service", service, Maybe=maybe) == []


def test_it_says_what_is_missing_and_where(tmp_path: Path) -> None:
    (route,) = found(tmp_path, "AWS::EC2::Route", {})
    assert "has none of GatewayId, NatGatewayId, TransitGatewayId, ..., of which" in route.message
    assert "EC2 requires one although" in route.message
    balancers = [{"TargetGroupArn": "x", "ContainerPort": 80}]
    (service,) = found(tmp_path, "AWS::ECS::Service", {"TaskDefinition": "x", "LoadBalancers": balancers})
    assert "It has no ContainerName in LoadBalancers.0, which" in service.message
    assert service.fix == "LoadBalancers.0: add ContainerName"


@pytest.mark.parametrize(("kind", "missed"), [("application", True), ("network", True), ("gateway", False)])
def test_listeners_of_gateway_load_balancers_have_no_port(tmp_path: Path, kind: str, missed: bool) -> None:
    balancer = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Type": kind}}
    listener: dict[str, object] = {"LoadBalancerArn": {"Ref": "Balancer"}}
    matches = found(tmp_path, "AWS::ElasticLoadBalancingV2::Listener", listener, Balancer=balancer)
    assert [match.fix for match in matches] == (["Properties: add Port", "Properties: add Protocol"] if missed else [])
    listener |= {"Port": 80, "Protocol": "HTTP"}
    assert found(tmp_path, "AWS::ElasticLoadBalancingV2::Listener", listener, Balancer=balancer) == []


def test_a_namespace_may_be_named_in_two_places(tmp_path: Path) -> None:
    assert len(found(tmp_path, "AWS::ServiceDiscovery::Service", {})) == 1
    assert found(tmp_path, "AWS::ServiceDiscovery::Service", {"NamespaceId": "x"}) == []
    assert found(tmp_path, "AWS::ServiceDiscovery::Service", {"DnsConfig": {"NamespaceId": "x"}}) == []


HERE = {"awslogs-region": "eu-central-1"}


@pytest.mark.parametrize(
    ("platform", "driver", "options", "missed"),
    [
        ("FARGATE", "awslogs", {"awslogs-group": "x", **HERE}, True),
        ("FARGATE", "awslogs", {"awslogs-group": "x", "awslogs-stream-prefix": "x", **HERE}, False),
        ("EC2", "awslogs", {"awslogs-group": "x"}, True),
        ("EC2", "awslogs", HERE, True),
        ("EC2", "awslogs", {"awslogs-group": "x", **HERE}, False),
        ("FARGATE", "splunk", {"splunk-url": "x", "splunk-token": "y"}, False),
    ],
)
def test_logs_have_a_group_a_region_and_on_fargate_a_prefix(
    tmp_path: Path, platform: str, driver: str, options: dict[str, str], missed: bool
) -> None:
    log = {"LogDriver": driver, "Options": options}
    container = {"Name": "web", "Image": "web:1", "LogConfiguration": log}
    definition = {"RequiresCompatibilities": [platform], "ContainerDefinitions": [container]}
    matches = found(tmp_path, "AWS::ECS::TaskDefinition", definition)
    assert [match.steps[-1] for match in matches] == (["Options"] if missed else [])
