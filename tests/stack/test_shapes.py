"""What has the wrong shape is a place that was not seen: said with its line and what belongs there, never skipped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.stack import Graph, Unknown

Files = Callable[..., Graph]

TOPIC = "Resources:\n  T: {Type: AWS::SNS::Topic}\n"
NEST = "Resources:\n  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml}}\n"


def said(graph: Graph) -> list[tuple[str, str, int, str]]:
    return [(place.file, place.path, place.line, place.reason) for place in graph.opaque]


@pytest.mark.parametrize("section", ["Parameters", "Conditions", "Mappings", "Outputs", "Resources"])
@pytest.mark.parametrize(
    ("content", "noun"),
    [("[a, b]", "a list"), ("later", "a text"), ("3", "a number"), ("true", "a boolean"), ("", "empty")],
)
def test_a_section_that_is_no_mapping_is_a_place_not_seen(read: Files, section: str, content: str, noun: str) -> None:
    others = "" if section == "Resources" else TOPIC
    (place,) = said(read(f"Description: x\n{section}: {content}\n{others}"))
    assert place[:3] == ("root.yaml", "", 2)
    assert place[3].startswith(f"{section} is {noun}, where a mapping such as ")
    assert ("indentation" in place[3]) is (content == "")


def test_sections_that_are_mappings_or_missing_are_no_gap(read: Files) -> None:
    assert said(read(TOPIC)) == []
    assert said(read("Parameters: {}\nMappings: {}\nConditions: {}\nOutputs: {}\nResources: {}\n")) == []


def test_a_template_without_resources_is_a_place_not_seen(read: Files) -> None:
    ((file, path, _, reason),) = said(read("services:\n  web: {image: nginx}\n"))
    assert (file, path) == ("root.yaml", "")
    assert "no section Resources" in reason


def test_resources_that_a_macro_writes_are_told_once(read: Files) -> None:
    ((_, _, line, reason),) = said(read("Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}\n"))
    assert (line, reason) == (1, "a macro adds to the template")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("[{Type: AWS::ECS::Service}]", "the resource is a list, where a mapping with a Type is expected"),
        ("AWS::ECS::Service", "the resource is a text, where a mapping with a Type is expected"),
        ("{Properties: {}}", "the resource has no Type, such as AWS::ECS::Service"),
        ("{Type: [a]}", "the Type of the resource is a list, where a text such as AWS::ECS::Service is expected"),
    ],
)
def test_a_resource_that_cannot_be_one_is_a_place_not_seen(read: Files, body: str, reason: str) -> None:
    assert said(read(f"{TOPIC}  Service: {body}\n")) == [("root.yaml", "Service", 3, reason)]


def test_a_nested_template_tells_its_own_line(read: Files) -> None:
    ((file, path, line, _),) = said(read({"root.yaml": NEST, "inner.yaml": "Description: x\nResources: [a]\n"}))
    assert (file, path, line) == ("inner.yaml", "N", 2)


def test_a_nested_template_of_a_stack_that_is_never_made_is_no_gap(read: Files) -> None:
    never = "Conditions: {Never: !Equals [a, b]}\n" + NEST.replace("N: {", "N: {Condition: Never, ")
    assert said(read({"root.yaml": never, "inner.yaml": "Resources: [a]\n"})) == []


def test_whatever_stands_beside_it_may_be_added_to(read: Files) -> None:
    graph = read(f"Parameters: [Vpc]\n{TOPIC}  V: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref Vpc}}}}\n")
    subnet = graph.resource("V")
    assert subnet is not None
    assert isinstance(subnet.get("VpcId"), Unknown)
    assert "Parameters is a list" in graph.open_reasons(subnet)[0]
