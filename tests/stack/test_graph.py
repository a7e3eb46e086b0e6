"""What the graph tells of resources: places, order, names, and whether anything unseen could add to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.errors import InputError
from generator.logic import Truth
from generator.stack import (
    Absent,
    Graph,
    Listing,
    Literal,
    Mapping,
    Unknown,
    edge_errors,
    load,
    read_parameters,
    why_unknown,
)

Files = Callable[..., Graph]


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_lines_and_columns_are_kept(read: Files, suffix: str) -> None:
    text = {
        "yaml": """\
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      Tags:
      - Key: a
      - Key: b
""",
        "json": """\
{"Resources": {
  "Vpc": {
    "Type": "AWS::EC2::VPC",
    "Properties": {
      "Tags": [
        {"Key": "a"},
        {"Key": "b"}]}}}}
""",
    }[suffix]
    vpc = read({f"root.{suffix}": text}).resource("Vpc")
    assert vpc is not None
    assert vpc.line() == (2, 3)
    assert vpc.line("Tags") == (5, 7)
    assert vpc.line("Tags", 1, "Key") == (7, 9 if suffix == "yaml" else 10)
    assert vpc.line("Tags", 7, "Key") == (5, 7)
    assert vpc.line("Missing", "Way") == (4, 5)
    assert (vpc.file, vpc.source.name, vpc.stack, str(vpc)) == (f"root.{suffix}", f"root.{suffix}", "", "Vpc")


def test_lines_are_found_in_the_branch_that_is_taken(read: Files) -> None:
    graph = read("""\
Conditions: {Always: !Equals [a, a]}
Resources:
  R:
    Type: AWS::SNS::Topic
    Properties:
      P: !If
      - Always
      - A: 1
      - A: 2
""")
    topic = graph.resource("R")
    assert topic is not None
    assert topic.line("P", "A") == (8, 9)
    assert topic.get("P", "A") == Literal("1")


def test_properties_are_reached_step_by_step(read: Files) -> None:
    topic = read("Resources: {R: {Type: T, Properties: {A: {B: [x, {C: y}]}, S: text}}}").resource("R")
    assert topic is not None
    assert topic.get("A", "B", 1, "C") == Literal("y")
    assert topic.get("A", "B", 2) == Absent()
    assert topic.get("A", "B", -1) == Absent()
    assert topic.get("A", "X", "Y") == Absent()
    assert isinstance(topic.get("S", "X"), Unknown)
    assert isinstance(topic.get("A", 0), Unknown)
    whole = topic.get()
    assert isinstance(whole, Mapping)
    assert whole.get("S") == Literal("text")
    assert whole.get("T") == Absent()


def test_order_within_a_template(read: Files) -> None:
    graph = read("""\
Resources:
  A: {Type: T}
  B:
    Type: T
    DependsOn: A
    Properties: {P: !Sub "${C.Arn} ${!D} ${E}", Q: [!GetAtt F.X, {Ref: G}, {"Fn::GetAtt": "H.X"}]}
  C: {Type: T, DependsOn: [A, B, 5], Properties: {P: !Ref C}}
  D: {Type: T}
  F: {Type: T}
  G: {Type: T}
  H: {Type: T}
""")
    resources = {each.logical_id: each for each in graph.resources}
    assert resources["B"].depends_on == ("A",)
    assert set(resources["B"].waits_for) == {"A", "C", "F", "G", "H"}
    assert resources["C"].waits_for == ("A", "B")
    assert resources["D"].waits_for == ()


def test_outputs_are_read(read: Files) -> None:
    graph = read("Resources: {R: {Type: T}}\nOutputs: {O: {Value: [a]}, Bad: 5}")
    assert graph.output("", "O") == Listing((Literal("a"),))
    assert isinstance(graph.output("", "Bad"), Unknown)
    assert isinstance(graph.output("Nowhere", "O"), Unknown)


ALONE = """\
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
"""


def openness(graph: Graph, path: str) -> tuple[str, ...]:
    resource = graph.resource(path)
    assert resource is not None
    assert graph.closed(resource) == (not graph.open_reasons(resource))
    return graph.open_reasons(resource)


def test_a_file_alone_is_open_where_it_puts_out_an_id(read: Files) -> None:
    assert openness(read(ALONE), "Vpc") == ()
    graph = read(ALONE + "Outputs: {Id: {Value: !Sub 'x ${Vpc}'}}\n")
    assert openness(graph, "Vpc") == ("root.yaml puts it out as Id, and who takes it is not seen",)
    assert openness(graph, "Subnet") == ()


def test_a_nested_root_and_a_declared_set_are_closed(read: Files, tmp_path: Path) -> None:
    exported = ALONE + "Outputs: {Id: {Value: !Ref Vpc, Export: {Name: vpc}}}\n"
    nested = "  Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: net.yaml}}\n"
    graph = read({"root.yaml": "Resources:\n" + nested, "net.yaml": exported})
    assert openness(graph, "Net/Vpc") == ()
    (tmp_path / "stacks.json").write_text('{"net": {"template": "net.yaml"}}')
    assert openness(load(tmp_path / "net.yaml", project=tmp_path), "Vpc") != ()
    declared = load(tmp_path / "net.yaml", project=tmp_path, stacks=tmp_path / "stacks.json")
    assert openness(declared, "Vpc") == ()


def test_an_opaque_child_opens_what_it_is_given(read: Files) -> None:
    properties = "{TemplateURL: lost.yaml, Parameters: {S: !Ref Subnet}}"
    child = f"  Lost: {{Type: AWS::CloudFormation::Stack, Properties: {properties}}}\n"
    graph = read(ALONE + child)
    assert openness(graph, "Vpc") == ()
    (reason,) = openness(graph, "Subnet")
    assert reason.startswith("root.yaml:4:3: Lost: there is no file lost.yaml")


def test_an_opaque_child_may_import_whatever_is_exported(read: Files) -> None:
    child = "  Lost: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: lost.yaml}}\n"
    graph = read(ALONE + child + "Outputs: {Id: {Value: !Ref Vpc, Export: {Name: v}}, Sub: {Value: !Ref Subnet}}\n")
    assert len(openness(graph, "Vpc")) == 1
    assert openness(graph, "Subnet") == ()


@pytest.mark.parametrize(
    "place",
    [
        "  Fn::ForEach::Loop: [N, !Ref Names, {'X${N}': {Type: AWS::EC2::Route}}]\n",
        "  Fn::Transform: {Name: AWS::Include}\n",
        "Fn::Transform: {Name: AWS::Include}\n",
        "  X: {Type: T, 'Fn::Transform': {Name: AWS::Include}}\n",
        "  X: {Type: My::Own::Thing::MODULE, Properties: {Vpc: !Ref Vpc}}\n",
        "  X: {Type: AWS::Serverless::Function, Connectors: {C: {}}, Properties: {Vpc: !Ref Vpc}}\n",
        "  X: {Type: Custom::Routes, Properties: {Vpc: !Ref Vpc}}\n",
        "  X: {Type: AWS::CloudFormation::CustomResource, Properties: {Vpc: !Ref Vpc}}\n",
    ],
)
def test_macros_modules_and_custom_resources_open_what_they_touch(read: Files, place: str) -> None:
    graph = read("Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n" + ALONE + place)
    assert len(openness(graph, "Vpc")) == 1
    assert len(graph.of_type("AWS::EC2::VPC")) == 1


def test_what_sam_makes_of_a_function_adds_nothing_to_a_network(read: Files) -> None:
    place = "  X: {Type: AWS::Serverless::Function, Properties: {Vpc: !Ref Vpc, Bucket: !Ref Store}}\n"
    graph = read(f"Transform: AWS::Serverless-2016-10-31\n{ALONE}{place}  Store: {{Type: AWS::S3::Bucket}}\n")
    assert openness(graph, "Vpc") == ()
    assert len(openness(graph, "Store")) == 1


def test_a_macro_in_a_property_makes_that_property_unknown(read: Files) -> None:
    graph = read("Resources: {R: {Type: T, Properties: {A: 1, 'Fn::Transform': {Name: AWS::Include}}}}")
    topic = graph.resource("R")
    assert topic is not None
    assert topic.get("A") == Literal("1")
    missing = topic.get("B")
    assert isinstance(missing, Unknown)
    assert missing.kind == "macro"
    assert why_unknown(topic.get()) == ("Fn::Transform decides what stands here",)


def test_what_a_loop_may_have_made_is_unknown_not_wrong(read: Files) -> None:
    graph = read("""\
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Loop: [N, !Ref Names, {'X${N}': {Type: T}}]
  R: {Type: T, Properties: {P: !Ref Xa}}
""")
    topic = graph.resource("R")
    assert topic is not None
    value = topic.get("P")
    assert isinstance(value, Unknown)
    assert value.kind == "macro"


EDGES = """\
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Gateway: {Type: AWS::EC2::InternetGateway}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Vpc.VpcId}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Role: {Type: AWS::IAM::Role}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc}}
"""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "{Type: AWS::EC2::Route, Properties: {NatGatewayId: !Ref Gateway}}",
            "NatGatewayId takes NatGateway, but gets Gateway",
        ),
        ("{Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref A}}", "RouteTableId takes RouteTable, but gets A"),
        (
            "{Type: AWS::EC2::RouteTable, Properties: {VpcId: [!Ref A, !Ref B]}}",
            "VpcId takes VPC, but gets a list of Subnet",
        ),
        ("{Type: AWS::EC2::RouteTable, Properties: {VpcId: !Join [',', [!Ref A, !Ref B]]}}", "gets a list of Subnet"),
        (
            "{Type: AWS::EC2::VPCEndpoint, Properties: {SubnetIds: [!Ref Group]}}",
            "SubnetIds takes a list of Subnet, but gets Group",
        ),
        (
            "{Type: AWS::EC2::VPCEndpoint, Properties: {SubnetIds: !Ref A}}",
            "SubnetIds takes a list of Subnet, but gets one id",
        ),
        (
            "{Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !Ref Group}}",
            "TaskRoleArn takes Role, but gets Group",
        ),
    ],
)
def test_an_edge_to_the_wrong_kind_is_found(read: Files, line: str, message: str) -> None:
    graph = read(f"{EDGES}  Wrong: {line}\n")
    (error,) = edge_errors(graph)
    assert message in error.message
    assert error.message.startswith("Wrong: ")
    assert error.place[:2] == ("root.yaml", 9)


@pytest.mark.parametrize(
    "line",
    [
        "{Type: AWS::EC2::Route, Properties: {GatewayId: !Ref Gateway, RouteTableId: !Ref Table}}",
        "{Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: !Ref Role}}",
        "{Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: !GetAtt Role.Arn}}",
        "{Type: AWS::EC2::VPCEndpoint, Properties: {SubnetIds: [!Ref A, subnet-1, !Ref Nobody]}}",
        "{Type: AWS::EC2::RouteTable, Properties: {VpcId: !GetAtt Custom.VpcId}}",
        "{Type: AWS::EC2::RouteTable, Properties: {VpcId: !GetAtt Role.SomethingElse}}",
        "{Type: Custom::Any, Properties: {VpcId: [!Ref A]}}",
    ],
)
def test_an_edge_that_may_be_right_is_not_reported(read: Files, line: str) -> None:
    assert edge_errors(read(f"{EDGES}  Custom: {{Type: Custom::Any}}\n  Right: {line}\n")) == ()


@pytest.mark.parametrize(
    ("kind", "passed", "message"),
    [
        ("AWS::EC2::VPC::Id", "!Join [',', [!Ref A, !Ref B]]", "Parameters.P takes VPC, but gets a list of Subnet"),
        ("AWS::EC2::VPC::Id", "!Ref A", "Parameters.P takes VPC, but gets A, of type Subnet"),
        (
            "List<AWS::EC2::Subnet::Id>",
            "!Join [',', [!Ref A, !Ref Vpc]]",
            "takes a list of Subnet, but gets Vpc, of type VPC",
        ),
        ("String", "[!Ref A]", "Parameters.P takes one value, but gets a list of Subnet"),
        ("AWS::EC2::VPC::Id", "!Ref Vpc", ""),
        ("List<AWS::EC2::Subnet::Id>", "!Join [',', [!Ref A, !Ref B]]", ""),
        ("List<AWS::EC2::Subnet::Id>", "!Ref A", ""),
        ("String", "!Join [',', [!Ref A, !Ref B]]", ""),
        ("Number", "5", ""),
    ],
)
def test_parameters_of_nested_stacks_are_edges_too(read: Files, kind: str, passed: str, message: str) -> None:
    stack = f"{{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: c.yaml, Parameters: {{P: {passed}}}}}}}"
    graph = read(
        {"root.yaml": f"{EDGES}  Child: {stack}\n", "c.yaml": f'Parameters: {{P: {{Type: "{kind}"}}}}\nResources: {{}}'}
    )
    found = [error.message for error in edge_errors(graph)]
    assert len(found) == bool(message)
    assert all(message in each for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A: 1\nB: true\nC: [x, y]\n", {"A": "1", "B": "true", "C": "x,y"}),
        ('{"Parameters": {"A": "1"}}', {"A": "1"}),
        ('[{"ParameterKey": "A", "ParameterValue": "1"}]', {"A": "1"}),
        ('["A=1=2"]', {"A": "1=2"}),
    ],
)
def test_parameter_files_of_both_forms(tmp_path: Path, text: str, expected: dict[str, str]) -> None:
    (tmp_path / "p").write_text(text)
    assert read_parameters(tmp_path / "p") == expected


@pytest.mark.parametrize("text", ["5", "[1]", "A: {B: 1}", "[{ParameterKey: A}]", "a: [", "\0", "5: x"])
def test_a_bad_parameter_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "p").write_text(text)
    with pytest.raises(InputError):
        read_parameters(tmp_path / "p")
    with pytest.raises(InputError):
        read_parameters(tmp_path / "missing")


def test_truth_is_told_in_words() -> None:
    wording: dict[str, Any] = {str(each): each for each in Truth}
    assert wording == {"yes": Truth.YES, "no": Truth.NO, "unknown": Truth.UNKNOWN}


def test_json_with_tabs_keeps_its_lines(read: Files) -> None:
    vpc = read(
        {"root.json": '{\n\t"Resources": {\n\t\t"Vpc": {"Type": "AWS::EC2::VPC",\n\t\t"Properties": {"A": 1}}}}'}
    )
    assert vpc.resources[0].line() == (3, 3)
    assert vpc.resources[0].line("A") == (4, 18)


def test_a_byte_order_mark_is_no_part_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "root.json").write_bytes(b'\xef\xbb\xbf{"Resources": {"R": {"Type": "T"}}}')
    assert len(load(tmp_path / "root.json", project=tmp_path).resources) == 1
