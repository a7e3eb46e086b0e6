"""A small app that is right in every way, and a way to spoil it: each test changes one thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.finding import Finding
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.stack import Graph, load
from tests.findings import about_tasks

Template = dict[str, Any]
Change = Callable[[Template], object]
REGION = {"AWS::Region": "us-east-1"}

APP = (Path(__file__).parent / "one_app.yaml").read_text()


def app() -> Template:
    """The app as a template of one's own: it was read once, which takes as long as half of its proof."""
    return deepcopy(_read())


@cache
def _read() -> Template:
    template: Template = yaml.safe_load(APP)
    return template


def properties(template: Template, name: str) -> Template:
    """The properties of one resource."""
    found: Template = template["Resources"][name]["Properties"]
    return found


def container(template: Template, name: str = "WebTask", index: int = 0) -> Template:
    """One container of a task definition."""
    found: Template = properties(template, name)["ContainerDefinitions"][index]
    return found


def variable(name: str, value: object) -> Change:
    """Make a change that adds a variable to the web container."""
    return lambda t: container(t).setdefault("Environment", []).append({"Name": name, "Value": value})


def set_to(name: str, **values: object) -> Change:
    """Make a change that sets properties of a resource; None takes one away."""

    def change(template: Template) -> None:
        for key, value in values.items():
            properties(template, name)[key] = value
            if value is None:
                del properties(template, name)[key]

    return change


def set_in(name: str, **values: object) -> Change:
    """Make a change that sets properties of the first container of a task definition; None takes one away."""

    def change(template: Template) -> None:
        for key, value in values.items():
            container(template, name)[key] = value
            if value is None:
                del container(template, name)[key]

    return change


def add(name: str, kind: str, **values: object) -> Change:
    """Make a change that adds a resource, anew each time: others may change it after that."""
    return lambda t: t["Resources"].update({name: {"Type": kind, "Properties": dict(values)}})


def without(*names: str) -> Change:
    """Make a change that takes resources away."""
    return lambda t: [t["Resources"].pop(name) for name in names]


def both(*changes: Change) -> Change:
    """Make one change of several."""
    return lambda t: [change(t) for change in changes]


def attribute(name: str, key: str) -> Template:
    """Make Fn::GetAtt."""
    return {"Fn::GetAtt": [name, key]}


CLUSTER = both(
    add(
        "Cluster1",
        "AWS::RDS::DBCluster",
        DBClusterIdentifier="app",
        Engine="aurora-postgresql",
        EngineVersion="17.4",
        DBSubnetGroupName={"Ref": "DataSubnets"},
        VpcSecurityGroupIds=[{"Ref": "DataGroup"}],
    ),
    set_to("Database", DBClusterIdentifier={"Ref": "Cluster1"}),
)
"""The database becomes an instance of a cluster of Aurora."""

OPEN = {"Ref": "Open"}
"""A value that is not known."""

ELSEWHERE = both(*(set_in(name, Image="registry.corp.example/app:1") for name in ("WebTask", "ApiTask")))
"""Images of a registry that may stand anywhere."""


def graph(folder: Path, change: Change = lambda t: None, region: str = REGION["AWS::Region"], **options: Any) -> Graph:
    """The graph of the app after a change."""
    template = app()
    change(template)
    path = folder / "root.json"
    path.write_text(json.dumps(template))
    return load(path, project=folder, parameters={**REGION, "AWS::Region": region}, **options)


def faults(folder: Path, change: Change = lambda t: None, **options: Any) -> list[Finding]:
    """What is wrong with the app after a change."""
    return list(about_tasks(graph(folder, change, **options)))


def rules(folder: Path, change: Change = lambda t: None, **options: Any) -> set[str]:
    """The ids of the rules that the app breaks after a change."""
    return {fault.rule for fault in faults(folder, change, **options)}


def row(folder: Path, need: str, change: Change = lambda t: None) -> str:
    """The verdict of the one need that begins with some text."""
    return str(rows(folder, need, change)[0].answer.verdict)


def rows(folder: Path, need: str, change: Change = lambda t: None) -> list[Proof]:
    """The rows whose need begins with some text."""
    return [each for each in Prover(graph(folder, change)).proofs if each.need.name.startswith(need)]
