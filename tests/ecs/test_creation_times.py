"""When resources are usually begun and complete, through nested stacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.ecs.creation_order import CreationOrder
from generator.ecs.creation_times import CreationTimes
from generator.stack import Graph, Resource
from tests.nesting import TOPIC, nested, stack
from tests.one_app import Template

DATABASE: Template = {"Type": "AWS::RDS::DBInstance"}
THING: Template = {"Type": "Custom::Thing", "Properties": {"ServiceToken": "arn"}}


def after(name: str, resource: Template) -> Template:
    return {**resource, "DependsOn": name}


def timed(folder: Path, root: dict[str, Any], **children: Template) -> tuple[CreationTimes, dict[str, Resource]]:
    graph: Graph = nested(folder, {"Resources": root}, **children)
    return CreationTimes(graph, CreationOrder(graph)), {resource.path: resource for resource in graph.resources}


def test_a_resource_is_begun_when_the_slowest_that_it_waits_for_is_complete(tmp_path: Path) -> None:
    root = {"Fast": TOPIC, "Slow": DATABASE, "Last": {**TOPIC, "DependsOn": ["Fast", "Slow"]}}
    times, at = timed(tmp_path, root)
    assert times.begins(at["Slow"], 0) == 0
    assert times.begins(at["Last"], 0) == times.ends(at["Slow"], 0) > 0
    assert times.ends(at["Fast"], 0) < times.ends(at["Slow"], 0) < times.ends(at["Last"], 0)


def test_a_nested_stack_is_complete_with_its_slowest_resource_and_begins_what_is_in_it(tmp_path: Path) -> None:
    child = {"Resources": {"Fast": TOPIC, "Slow": DATABASE}}
    root = {"First": stack("child"), "Second": stack("child", after="First")}
    times, at = timed(tmp_path, root, child=child)
    assert times.ends(at["First"], 0) >= times.ends(at["First/Slow"], 0)
    assert times.begins(at["Second/Fast"], 0) == times.ends(at["First"], 0)


def test_what_nothing_is_known_of_takes_as_long_as_is_said(tmp_path: Path) -> None:
    unread = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://example.com/x.yaml"}}
    times, at = timed(tmp_path, {"Thing": THING, "After": after("Thing", TOPIC), "Unread": unread})
    assert [times.begins(at["After"], unfamiliar) for unfamiliar in (7, 5000)] == [7, 5000]
    assert times.ends(at["Unread"], 5000) == 5000, "nobody knows what is in it"


def test_a_circle_comes_to_an_end(tmp_path: Path) -> None:
    times, at = timed(tmp_path, {"A": after("B", DATABASE), "B": after("A", DATABASE)})
    assert times.ends(at["A"], 0) >= times.begins(at["A"], 0) > 0
