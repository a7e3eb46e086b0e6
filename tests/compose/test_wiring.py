"""Values find their way between nested stacks: nothing refers to what is not there, and nothing goes in circles."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from graphlib import CycleError, TopologicalSorter
from typing import Any

import pytest

from tests.gallery import ENVIRONMENTS, built
from tests.nested import ROOT, Whole, mentions

LISTS = ("Fn::Cidr", "Fn::FindInMap", "Fn::GetAZs", "Fn::Split")


def loose_ends(whole: Whole) -> Iterator[str]:
    """Tell everything that would not resolve."""
    for file, body in whole.bodies.items():
        known = {*body["Resources"], *body.get("Parameters", {})}
        for mention in mentions([body["Resources"], body.get("Outputs", {})]):
            if mention.name not in known:
                yield f"{file} mentions {mention.name}, which it does not have"
        for resource in body["Resources"].values():
            named = resource.get("DependsOn", [])
            for name in [named] if isinstance(named, str) else named:
                if name not in body["Resources"]:
                    yield f"{file} depends on {name}, which it does not have"
    for stack, file in whole.nested.items():
        child = whole.bodies.get(file)
        if child is None:
            yield f"{stack} is {file}, which is not there"
            continue
        given, declared = whole.parameters(stack), child.get("Parameters", {})
        yield from (f"{stack} is passed {name}, which it does not have" for name in given.keys() - declared.keys())
        wanted = {name for name, parameter in declared.items() if "Default" not in parameter}
        yield from (f"{stack} is not passed {name}" for name in wanted - given.keys())
        used = {mention.name for mention in mentions([child["Resources"], child.get("Outputs", {})])}
        yield from (f"{stack} does not use its {name}" for name in declared.keys() - used)
    for mention in mentions(whole.bodies[ROOT]):
        if mention.name in whole.nested:
            output = mention.attribute.removeprefix("Outputs.")
            if output not in whole.bodies[whole.nested[mention.name]].get("Outputs", {}):
                yield f"{mention.name} has no Output {output}"


def more_than_scalars(whole: Whole) -> Iterator[str]:
    """Tell what crosses a stack's border and is not a single value, or crosses it past the parent."""
    for file, body in whole.bodies.items():
        for name, parameter in body.get("Parameters", {}).items():
            if parameter["Type"] not in ("String", "Number"):
                yield f"{file}: Parameter {name} is a {parameter['Type']}"
        for name, output in body.get("Outputs", {}).items():
            if isinstance(output["Value"], list) or any(form in output["Value"] for form in LISTS):
                yield f"{file}: Output {name} is a list"
            if "Export" in output:
                yield f"{file}: Output {name} is exported"
        if "Fn::ImportValue" in str(body):
            yield f"{file} imports a value"


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_wiring_of_every_example_closes(name: str, environment: str) -> None:
    whole = Whole(built(name, environment).composition.bodies)
    assert set(whole.bodies) == {ROOT, *whole.nested.values()}
    assert list(loose_ends(whole)) == []
    assert list(more_than_scalars(whole)) == []


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_stacks_of_every_example_wait_for_each_other_one_way(name: str, environment: str) -> None:
    TopologicalSorter(Whole(built(name, environment).composition.bodies).graph).prepare()


def damaged(*path: str, value: Any = None) -> Whole:
    """Task-management in dev with one thing replaced, or removed."""
    bodies = deepcopy(dict(built("task-management", "dev").composition.bodies))
    *steps, last = path
    place: Any = bodies
    for step in steps:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return Whole(bodies)


KEY_ARN = ("iam.yaml", "Parameters", "DataKeyArn")
NETWORK = (ROOT, "Resources", "Network", "Properties")
KEY_ARN = ("iam.yaml", "Parameters", "DataKeyArn")
NETWORK = (ROOT, "Resources", "Network", "Properties")
VPC = ("vpc.yaml", "Outputs", "VpcId")


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("keys.yaml", "Resources", "DataKey"), None, "keys.yaml mentions DataKey, which it does not have"),
        (VPC, None, "Vpc has no Output VpcId"),
        ((*NETWORK, "Parameters", "VpcId"), None, "Network is not passed VpcId"),
        ((*NETWORK, "Parameters", "Vpc"), "x", "Network is passed Vpc, which it does not have"),
        ((*NETWORK, "TemplateURL"), "net.yaml", "Network is net.yaml, which is not there"),
        (("iam.yaml", "Parameters", "Spare"), {"Type": "String"}, "Iam does not use its Spare"),
        ((ROOT, "Resources", "Vpc", "DependsOn"), "No", "root.yaml depends on No, which it does not have"),
    ],
)
def test_a_loose_end_is_found(path: tuple[str, ...], value: Any, told: str) -> None:
    assert told in loose_ends(damaged(*path, value=value))


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ((*VPC, "Value"), {"Fn::GetAZs": ""}, "vpc.yaml: Output VpcId is a list"),
        ((*VPC, "Export"), {"Name": "vpc"}, "vpc.yaml: Output VpcId is exported"),
        ((*KEY_ARN, "Type"), "List<String>", "iam.yaml: Parameter DataKeyArn is a List<String>"),
    ],
)
def test_what_is_more_than_a_scalar_is_found(path: tuple[str, ...], value: Any, told: str) -> None:
    assert told in more_than_scalars(damaged(*path, value=value))


def test_a_cycle_is_found() -> None:
    whole = damaged(ROOT, "Resources", "Vpc", "DependsOn", value=["TaskService"])
    with pytest.raises(CycleError):
        TopologicalSorter(whole.graph).prepare()
