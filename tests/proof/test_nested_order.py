"""Order through nested stacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from generator.ecs.creation_order import Waiting
from generator.stack import Graph, load
from tests.findings import about_tasks
from tests.proof.one_app import APP, REGION, Change, Template


def nested(folder: Path, root: Template, **children: Template) -> Graph:
    for name, template in {"root": root, **children}.items():
        (folder / f"{name}.json").write_text(json.dumps(template))
    return load(folder / "root.json", project=folder, parameters=REGION)


def stack(name: str, parameters: dict[str, Any] | None = None, after: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": f"{name}.json"}}
    body["Properties"]["Parameters"] = parameters or {}
    return {**body, "DependsOn": after} if after else body


TOPIC: Template = {"Type": "AWS::SNS::Topic"}


def one(**outputs: str) -> Template:
    return {
        "Resources": {"A": TOPIC, "B": TOPIC, "C": {**TOPIC, "DependsOn": "B"}},
        "Outputs": {name: {"Value": {"Ref": value}} for name, value in outputs.items()},
    }


def test_a_stack_is_waited_for_as_a_whole(tmp_path: Path) -> None:
    taking = {"Parameters": {"X": {"Type": "String"}}, "Resources": {"A": TOPIC, "D": TOPIC}}
    root = {
        "Resources": {
            "First": stack("first"),
            "Second": stack("second", {"X": {"Fn::GetAtt": ["First", "Outputs.Out"]}}),
            "Third": stack("second", {"X": "literal"}, after="Second"),
            "Fourth": stack("second", {"X": "literal"}),
        }
    }
    graph = nested(tmp_path, root, first=one(Out="A"), second=taking)
    at = {resource.path: resource for resource in graph.resources}
    order = Waiting(graph)
    assert order.precedes(at["First/B"], at["First/C"])
    assert not order.precedes(at["First/A"], at["First/C"])
    assert order.precedes(at["First/C"], at["Second/D"]), "although it only takes A"
    assert order.precedes(at["First/C"], at["Third/A"]), "through the stack between them"
    assert not order.precedes(at["First/C"], at["Fourth/A"])
    assert not order.precedes(at["Second/D"], at["First/A"])


def split(folder: Path, change: Change, after: str) -> list[tuple[str, str, str]]:
    """Cut the app in two stacks: the load balancer's rule and everything else in one, the service in the other."""
    template = yaml.safe_load(APP)
    change(template)
    service = template["Resources"].pop("Web")
    service.pop("DependsOn")
    names = ["Cluster", "WebTask", "TaskSubnet", "TaskGroup", "Targets"]
    child = {"Parameters": {name: {"Type": "String"} for name in names}, "Resources": {"Web": service}}
    template["Parameters"] = {}
    passed = {name: {"Ref": name} for name in names}
    template["Resources"]["Inner"] = stack("child", passed)
    template["Resources"]["Inner"]["DependsOn"] = after.split()
    graph = nested(folder, template, child=child)
    return [(fault.rule, fault.at, fault.fix) for fault in about_tasks(graph)]


def test_the_fix_stands_where_both_are(tmp_path: Path) -> None:
    assert split(tmp_path, lambda t: None, "Listener LoginAttachment TaskRoute") == []
    assert split(tmp_path, lambda t: None, "TaskRoute") == [
        ("WCS120", "Inner", "DependsOn of Inner: add Listener"),
        ("WCS121", "Inner", "DependsOn of Inner: add LoginAttachment"),
    ]


def test_a_rule_beside_the_service_is_waited_for(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "output" / "dev"
    for path in source.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("    DependsOn:\n    - ListenerRule\n", ""))
    graph = load(tmp_path / "root.yaml", project=tmp_path, parameters=REGION)
    assert {(fault.rule, fault.at, fault.fix) for fault in about_tasks(graph)} == {
        ("WCS120", f"{name}/Service", f"DependsOn of {name}/Service: add ListenerRule")
        for name in ("AuthService", "TaskService")
    }


def test_our_own_order_is_needed(tmp_path: Path) -> None:
    """Without its DependsOn nothing but the database, which takes longer, keeps a service behind the endpoints."""
    source = Path(__file__).parents[2] / "output" / "dev"
    for path in source.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("    DependsOn:\n    - Endpoints\n", ""))
    graph = load(tmp_path / "root.yaml", project=tmp_path, parameters=REGION)
    faults = about_tasks(graph)
    assert {(fault.rule, fault.at) for fault in faults} == {
        ("WCS121", "AuthService"),
        ("WCS121", "TaskService"),
    }
    assert {fault.fix.rpartition(" ")[2] for fault in faults} == {"Endpoints"}
