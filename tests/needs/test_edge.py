"""The edge of the models: nothing that can block, and is not looked at, leaves the rows that it touches a yes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.awsdata.edge import TABLES, Kind, placement
from generator.checks.examples import read, template, write
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.edge import Edge
from generator.needs.matrix import ALLOWED, REACHED, STARTED, Prover
from generator.stack import Graph, load

REGION = {"AWS::Region": "us-east-1"}
ANCHORS = ("Vpc", "Subnet", "TaskGroup", "ExecutionRole", "TaskDefinition", "Cluster", "LogGroup")
"""What the task of the base leads to."""
ROWS: Mapping[tuple[Kind, ...], frozenset[str]] = {
    REACHED: frozenset({"ecr.api", "ecr.dkr", "s3", "logs"}),
    ALLOWED: frozenset({"image of web", "log of web", "trust in ExecutionRoleArn"}),
    STARTED: frozenset({"start"}),
}
PLACED = {name: known for table in TABLES for name, known in table.entries.items()}
CAN_BLOCK = sorted(name for name, known in PLACED.items() if known.placed == "can block")
TYPED = {
    "AWS::EC2::RouteTable": "RouteTable",
    "AWS::EC2::SecurityGroup": "TaskGroup",
    "AWS::EC2::Subnet": "Subnet",
    "AWS::EC2::VPC": "Vpc",
    "AWS::EC2::VPCEndpoint": "LogsEndpoint",
    "AWS::ECS::Cluster": "Cluster",
    "AWS::ECS::Service": "Service",
    "AWS::ECS::TaskDefinition": "TaskDefinition",
    "AWS::IAM::Role": "ExecutionRole",
    "AWS::Logs::LogGroup": "LogGroup",
}
SETTINGS = [
    (kind, way, kinds)
    for kind in TYPED
    for way, kinds in (PLACED[kind].blocking().items() if kind in PLACED else ())
]  # fmt: skip


def base() -> dict[str, Any]:
    made: dict[str, Any] = read(template("isolated"))
    return made


def rows(written: dict[str, Any], folder: Path) -> dict[str, Truth]:
    (folder / "root.yaml").write_text(write(written), encoding="utf-8")
    return {proof.need.name: proof.answer.verdict for proof in Prover(graph(folder)).proofs if proof.task == "Service"}


def graph(folder: Path) -> Graph:
    return load(folder / "root.yaml", parameters=REGION)


def asked(kinds: tuple[str, ...]) -> set[str]:
    """The rows that something of these kinds can turn to no."""
    return {name for asking, names in ROWS.items() if set(asking) & set(kinds) for name in names}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def schema(kind: str) -> Mapping[str, Any]:
    return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region="us-east-1", resource_type=kind).schema


def below(whole: Mapping[str, Any], node: Mapping[str, Any]) -> tuple[bool, Mapping[str, Any]]:
    """Whether a property is a list, and what it, or each of its items, holds."""
    listed = False
    while True:
        if "$ref" in node:
            target: Any = whole
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        elif "items" in node:
            listed, node = True, node["items"]
        else:
            return listed, node.get("properties", {})


def put(kind: str, properties: dict[str, Any], way: str, value: Any) -> None:
    """Set a property, written without the places in lists, on the first item of each list on the way."""
    whole = schema(kind)
    known: Mapping[str, Any] = whole["properties"]
    here = properties
    *above, last = way.split(".")
    for step in above:
        listed, inside = below(whole, known[step])
        here = here.setdefault(step, [{}])[0] if listed else here.setdefault(step, {})
        known = inside
    listed, _ = below(whole, known[last])
    here[last] = [value] if listed else value


def test_the_base_is_proven(tmp_path: Path) -> None:
    assert set(rows(base(), tmp_path).values()) == {Truth.YES}


@given(data=st.data())
@settings(deadline=None)
def test_what_can_block_leaves_no_row_that_it_touches_a_yes(data: st.DataObject, tmp_path_factory: Any) -> None:
    kind = data.draw(st.sampled_from(CAN_BLOCK), label="type")
    anchor = data.draw(st.sampled_from(ANCHORS), label="anchor")
    known = PLACED[kind]
    written = base()
    properties: dict[str, Any] = {}
    if known.adds_to:
        for way in known.adds_to:
            put(kind, properties, way, ref(anchor))
    elif not known.only_users:
        settable = list(schema(kind)["properties"])
        put(kind, properties, data.draw(st.sampled_from(sorted(settable)), label="property"), ref(anchor))
    written["Resources"]["Blocker"] = {"Type": kind, "Properties": properties}
    if known.only_users:
        container = written["Resources"]["TaskDefinition"]["Properties"]["ContainerDefinitions"][0]
        container["Environment"] = [{"Name": "X", "Value": ref("Blocker")}]
    verdicts = rows(written, tmp_path_factory.mktemp("edge"))
    left = {name for name in asked(known.kinds) if verdicts[name] is Truth.YES}
    assert not left, f"{kind} leaves these a yes"


@pytest.mark.parametrize(("kind", "way", "kinds"), SETTINGS)
def test_a_property_that_can_block_leaves_no_row_that_it_touches_a_yes(
    kind: str, way: str, kinds: tuple[str, ...], tmp_path: Path
) -> None:
    written = base()
    properties = written["Resources"][TYPED[kind]].setdefault("Properties", {})
    put(kind, properties, way, "x-unheard-of")
    verdicts = rows(written, tmp_path)
    assert not {name for name in asked(kinds) if verdicts[name] is Truth.YES}


def test_what_stands_elsewhere_touches_nothing(tmp_path: Path) -> None:
    written = base()
    written["Resources"]["Elsewhere"] = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}}
    written["Resources"]["Firewalled"] = {
        "Type": "AWS::Route53Resolver::FirewallRuleGroupAssociation",
        "Properties": {"VpcId": ref("Elsewhere"), "FirewallRuleGroupId": "rslvr-frg-1", "Priority": 101},
    }
    assert set(rows(written, tmp_path).values()) == {Truth.YES}


def test_what_names_nothing_of_the_templates_may_be_about_the_task(tmp_path: Path) -> None:
    written = base()
    written["Parameters"] = {"Network": {"Type": "String"}}
    written["Resources"]["Filter"] = {
        "Type": "AWS::Route53Resolver::FirewallRuleGroupAssociation",
        "Properties": {"VpcId": ref("Network"), "FirewallRuleGroupId": "rslvr-frg-1", "Priority": 101},
    }
    assert rows(written, tmp_path)["logs"] is Truth.UNKNOWN


def test_the_row_says_because_of_what(tmp_path: Path) -> None:
    written = base()
    written["Resources"]["TaskDefinition"]["Properties"]["PidMode"] = "host"
    (tmp_path / "root.yaml").write_text(write(written), encoding="utf-8")
    context = Context(graph(tmp_path))
    (task,) = context.tasks
    assert Edge(context.graph).doubts(task, STARTED) == (
        "PidMode of TaskDefinition is not looked at: a container may not start with it, or not on what it is placed on",
    )
    assert not Edge(context.graph).doubts(task, ALLOWED)


def test_a_type_of_no_service_that_is_placed_is_not_asked_about() -> None:
    assert placement("Custom::Anything") is None
    assert placement("AWS::Nowhere::Thing") is None
