"""Keys that are written in another case than the schema's: read as they are meant, and told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main
from generator.checks.examples import template
from generator.needs.containers.start import START
from generator.needs.matrix import Prover
from generator.stack import Absent, Graph, Literal, load

Files = Callable[..., Graph]

TASK = """\
Conditions: {Big: !Equals [!Ref AWS::Region, x]}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    properties:
      Family: shop
      containerDefinitions:
      - Name: web
        portMappings:
        - containerPort: 80
        Environment: [{name: A, Value: b}]
        LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: x}}
        DockerLabels: {name: x, Name: y}
      - !If [Big, {Name: more, image: app:1}, !Ref AWS::NoValue]
"""


def test_what_is_meant_is_read_and_keeps_its_line(read: Files) -> None:
    graph = read(TASK)
    task = graph.resource("Task")
    assert task is not None
    assert task.get("ContainerDefinitions", 0, "PortMappings", 0, "ContainerPort") == Literal("80")
    assert task.line("ContainerDefinitions", 0, "PortMappings") == (9, 9)
    assert task.get("ContainerDefinitions", 0, "Environment", 0, "Name") == Literal("A")
    assert [(key.written, key.meant, key.line) for _, key in graph.misspelt] == [
        ("properties", "Properties", 5),
        ("containerDefinitions", "ContainerDefinitions", 7),
        ("portMappings", "PortMappings", 9),
        ("containerPort", "ContainerPort", 10),
        ("name", "Name", 11),
        ("image", "Image", 14),
    ]


def test_a_key_that_is_there_in_both_spellings_is_read_as_it_is_right(read: Files) -> None:
    graph = read("Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: a, topicName: b}}}")
    topic = graph.resource("Topic")
    assert topic is not None
    assert topic.get("TopicName") == Literal("a")
    assert [key.written for _, key in graph.misspelt] == ["topicName"]


def test_a_key_of_no_property_is_told_and_left(read: Files) -> None:
    graph = read("Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {Colour: red}}}")
    ((topic, key),) = graph.misspelt
    assert (key.meant, key.said_of(topic.type)) == (
        "",
        "Colour is no property of AWS::SNS::Topic that is known here, and CloudFormation refuses any other",
    )
    assert topic.get("TopicName") == Absent()


@pytest.mark.parametrize(
    "body",
    [
        "{Type: Custom::Thing, Properties: {anything: {goes: here}}}",
        "{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://x/y.yaml, Parameters: {vpcId: x}}}",
        "{Type: AWS::IAM::Policy, Properties: {PolicyName: x, PolicyDocument: {statement: [{effect: Allow}]}}}",
        "{Type: AWS::SSM::Parameter, Properties: {Type: String, Value: x, Tags: {name: y}}}",
        "{Type: AWS::SNS::Topic, Properties: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://x}}}}",
        "{Type: AWS::SNS::Topic, Properties: !Ref Wrong}",
        "{Type: AWS::SNS::Topic, Properties: [topicName]}",
        "{Type: AWS::ApiGatewayV2::RoutingRule, Properties: {Actions: [{More: x}]}}",
        "{Type: AWS::No::Such, Properties: {name: x}}",
        "{Type: My::Own::MODULE, Properties: {name: x}}",
    ],
)
def test_where_any_key_may_stand_none_is_wrong(read: Files, body: str) -> None:
    assert read(f"Resources: {{Thing: {body}}}").misspelt == ()


def test_a_resource_that_is_never_made_has_no_key_that_is_refused(read: Files) -> None:
    never = "Conditions: {Never: !Equals [a, b]}\n"
    topic = "Resources: {Topic: {Type: AWS::SNS::Topic, Condition: Never, Properties: {x: 1}}}"
    assert read(never + topic).misspelt == ()


def _lowered(node: Any) -> Iterator[tuple[Any, str]]:
    """Every mapping of a template with each of its keys that begins with a capital."""
    if isinstance(node, dict):
        for key, inner in list(node.items()):
            if key[0].isupper():
                yield node, key
            yield from _lowered(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _lowered(inner)


def test_any_property_of_a_task_in_lower_case_leaves_its_start_unknown(tmp_path: Path) -> None:
    """And every other row as it was: the key is read as it is meant."""
    from cfn_flip import to_json

    whole = json.loads(to_json(template("isolated")))
    parameters = {"AWS::Region": "us-east-1"}

    def rows(content: Any) -> dict[str, str]:
        (tmp_path / "root.json").write_text(json.dumps(content))
        proofs = Prover(load(tmp_path / "root.json", parameters=parameters, project=tmp_path)).proofs
        return {proof.need.name: proof.answer.verdict.value for proof in proofs}

    before = rows(whole)
    assert before[START] == "yes"
    count = 0
    for name in ("TaskDefinition", "Service"):
        properties = whole["Resources"][name]["Properties"]
        for place, key in list(_lowered(properties)):
            if key in ("Ref",) or key.startswith("Fn::"):
                continue
            lowered = key[0].lower() + key[1:]
            items = list(place.items())
            place.clear()
            place.update({(lowered if each == key else each): value for each, value in items})
            assert rows(whole) == {**before, START: "unknown"}, lowered
            place.clear()
            place.update(items)
            count += 1
    assert count > 15


def test_prove_names_the_spelling(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = template("nat").replace("PortMappings", "portMappings")
    (tmp_path / "root.yaml").write_text(text)
    main(["prove", "--format", "json", str(tmp_path / "root.yaml")])
    (place,) = json.loads(capsys.readouterr().out)["not_seen"]
    assert place["resource"] == "TaskDefinition"
    assert "portMappings is no property of AWS::ECS::TaskDefinition: it is read as PortMappings" in place["why"]
    assert "portMappings" in text.splitlines()[place["line"] - 1]
