"""Log groups that a failed first creation leaves in the way of the second."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.stack import load
from tests.findings import about_tasks
from tests.one_app import OPEN, REGION, Change, faults, rules


def kept(name: object, policy: str = "Retain") -> Change:
    properties = {} if name is None else {"LogGroupName": name}
    group = {"Type": "AWS::Logs::LogGroup", "DeletionPolicy": policy, "Properties": properties}
    return lambda t: t["Resources"].update(Output=group)


@pytest.mark.parametrize(
    "name", ["/ecs/web", {"Fn::Sub": "/ecs/${AWS::StackName}/web"}, {"Fn::Sub": "/${AWS::Region}"}]
)
def test_what_is_retained_in_the_way(tmp_path: Path, name: object) -> None:
    found = faults(tmp_path, kept(name))
    assert [(each.rule, each.at, each.fix) for each in found] == [
        ("WCS166", "Output", "DeletionPolicy: RetainExceptOnCreate")
    ]
    assert rules(tmp_path, kept(name, "RetainExceptOnCreate")) == rules(tmp_path, kept(name, "Delete")) == set()


@pytest.mark.parametrize("name", [None, OPEN, {"Fn::Sub": "/ecs/${AWS::StackId}"}, {"Fn::Sub": "/ecs/${Vpc}"}])
def test_names_that_the_next_try_makes_anew(tmp_path: Path, name: object) -> None:
    assert rules(tmp_path, kept(name)) == set()


@pytest.mark.parametrize(
    ("given", "found"),
    [({"Ref": "AWS::StackName"}, {"WCS166"}), (None, set())],
    ids=["by the root's name", "by its own name"],
)
def test_the_name_of_a_nested_stack_is_new_each_time(tmp_path: Path, given: object, found: set[str]) -> None:
    name = {"Fn::Sub": "/ecs/${Name}"} if given else {"Fn::Sub": "/ecs/${AWS::StackName}"}
    child: dict[str, Any] = {"Resources": {}}
    kept(name)(child)
    stack: dict[str, Any] = {"TemplateURL": "child.json"}
    if given:
        child["Parameters"] = {"Name": {"Type": "String"}}
        stack["Parameters"] = {"Name": given}
    (tmp_path / "child.json").write_text(json.dumps(child))
    root = {"Resources": {"Child": {"Type": "AWS::CloudFormation::Stack", "Properties": stack}}}
    (tmp_path / "root.json").write_text(json.dumps(root))
    graph = load(tmp_path / "root.json", project=tmp_path, parameters=REGION)
    assert {each.rule for each in about_tasks(graph)} == found
