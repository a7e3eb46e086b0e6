"""How findings travel through cfn-lint: places in children, suppressions, the same child twice, hostile input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.checks.groups.endpoint_admits_nobody import EndpointAdmitsNobody
from generator.checks.paths.endpoint_missing import EndpointMissing
from tests.rules.edits import line_of, within
from tests.rules.running import Match, cfn_lint, cfn_lint_command, ours

NAMED_TWICE = "ECS350"
"""What else is wrong where one template with a fixed name in it is nested twice."""


def once(found: list[Match]) -> list[Match]:
    """Our matches, without what comes of nesting the template twice."""
    return [match for match in ours(found) if match.rule != NAMED_TWICE]


NESTED = """\
Resources:
  First: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: child.yaml}}
  Second: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: child.yaml}}
"""


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text)


def test_what_a_file_shows_by_itself_is_said_once_in_its_own_run(tmp_path: Path) -> None:
    write(tmp_path, root=NESTED, child=EndpointAdmitsNobody().rejected)
    assert {match.rule for match in ours(cfn_lint("root.yaml", folder=tmp_path))} == {NAMED_TWICE}
    (found,) = once(cfn_lint("root.yaml", "child.yaml", folder=tmp_path))
    assert (found.rule, found.file) == ("ECS040", "child.yaml")


def test_child_nested_twice_is_told_once_with_its_stacks(tmp_path: Path) -> None:
    parameter = "Parameters:\n  Hostnames: {Type: String}\nResources:"
    child = (
        EndpointAdmitsNobody()
        .accepted.replace("Resources:", parameter)
        .replace("Hostnames: true", "Hostnames: !Ref Hostnames")
    )
    given = "TemplateURL: child.yaml, Parameters: {Hostnames: 'false'}"
    write(tmp_path, root=NESTED.replace("TemplateURL: child.yaml", given), child=child)
    (found,) = once(cfn_lint("root.yaml", "child.yaml", folder=tmp_path))
    assert (found.rule, found.file) == ("ECS100", "child.yaml")
    assert found.line == child.splitlines().index(next(x for x in child.splitlines() if "EnableDnsHostnames" in x)) + 1
    assert "(in the stacks First, Second)" in found.message


def test_condition_is_named(tmp_path: Path) -> None:
    head = "Parameters:\n  Env: {Type: String, AllowedValues: [dev, prod]}\n"
    text = within(
        template("nat"),
        "DefaultRoute",
        "    Type: AWS::EC2::Route\n",
        "    Type: AWS::EC2::Route\n    Condition: IsProd\n",
    )
    conditions = "Conditions:\n  IsProd: !Equals [!Ref Env, prod]\n"
    write(tmp_path, root=text.replace("Resources:\n", head + conditions + "Resources:\n"))
    found = ours(cfn_lint("root.yaml", folder=tmp_path))
    assert {each.rule for each in found} == {"ECS010", "ECS020"}
    assert all("(when Env is not prod)" in each.message for each in found)
    assert ours(cfn_lint("root.yaml", folder=tmp_path, options=["--parameters", "Env=prod"])) == []
    assert len(ours(cfn_lint("root.yaml", folder=tmp_path, options=["--parameters", "Env=dev"]))) == len(found)


def suppressed(text: str, resource: str, kind: str, metadata: str) -> str:
    return within(text, resource, f"    Type: {kind}\n", f"    Type: {kind}\n    Metadata: {metadata}\n")


@pytest.mark.parametrize(
    ("metadata", "rules"),
    [
        ("{ecs-proof: [{id: ECS010, reason: The image is on the instance}]}", []),
        ("{ecs-proof: {id: ECS010, reason: One entry needs no list}}", []),
        ("{ecs-proof: [{id: ECS010}]}", ["ECS010", "WCS001"]),
        ("{ecs-proof: [{id: ECS010, reason: '  '}]}", ["ECS010", "WCS001"]),
        ("{ecs-proof: [ECS010]}", ["ECS010", "WCS001"]),
        ("{ecs-proof: [{reason: Of what}]}", ["ECS010", "WCS001"]),
        ("{ecs-proof: [{id: ECS01, reason: Prefixes do not count}]}", ["ECS010", "WCS002"]),
        ("{ecs-proof: [{id: ECS010, reason: Seen}, {id: ECS050, reason: Seen}]}", ["WCS002"]),
        ("{cfn-lint: {config: {ignore_checks: [ECS010]}}}", []),
        ("{ecs-proof: [[], 7, null]}", ["ECS010", "WCS001"]),
    ],
)
def test_suppression(tmp_path: Path, metadata: str, rules: list[str]) -> None:
    write(tmp_path, root=suppressed(EndpointMissing().rejected, "Service", "AWS::ECS::Service", metadata))
    assert sorted({each.rule for each in ours(cfn_lint("root.yaml", folder=tmp_path))}) == rules


OUTPUTS = (("Outputs.VpcId", "{Value: !Ref Vpc}"), ("Outputs.SubnetId", "{Value: !Ref Subnet}"))
ELSEWHERE = ("Vpc", "Subnet", "RouteTable", "SubnetRouteTable", "EcrApiEndpoint", "EcrDkrEndpoint", "S3Endpoint")
GIVEN = {
    "EndpointGroup.VpcId": "!Ref VpcId",
    "LogsEndpoint.VpcId": "!Ref VpcId",
    "LogsEndpoint.SubnetIds.0": "!Ref SubnetId",
    "TaskGroup.VpcId": "!Ref VpcId",
    "Service.DependsOn": "LogsEndpoint",
    "Service.NetworkConfiguration.AwsvpcConfiguration.Subnets.0": "!Ref SubnetId",
}


def nested(folder: Path, metadata: str = "", on_stack: str = "", head: str = "") -> None:
    """Write a service in a child, whose network in another child leads nowhere."""
    network = template("network", OUTPUTS)
    child = template("isolated", tuple((name, None) for name in ELSEWHERE), tuple(GIVEN.items()))
    parameters = "Parameters:\n  VpcId: {Type: String}\n  SubnetId: {Type: String}\n"
    child = child.replace("Resources:\n", f"{head}{parameters}Resources:\n", 1)
    if metadata:
        child = suppressed(child, "Service", "AWS::ECS::Service", metadata)
    on_stack = f"    Metadata: {on_stack}\n" if on_stack else ""
    root = f"""\
Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties: {{TemplateURL: network.yaml}}
  Service:
    Type: AWS::CloudFormation::Stack
{on_stack}    Properties:
      TemplateURL: child.yaml
      Parameters: {{VpcId: !GetAtt Network.Outputs.VpcId, SubnetId: !GetAtt Network.Outputs.SubnetId}}
"""
    write(folder, root=root, child=child, network=network)


IGNORE = "{cfn-lint: {config: {ignore_checks: [ECS010]}}}"


def test_mistake_is_told_in_the_child(tmp_path: Path) -> None:
    nested(tmp_path)
    found = ours(cfn_lint("root.yaml", "network.yaml", "child.yaml", folder=tmp_path))
    line = line_of((tmp_path / "child.yaml").read_text(), "Service", "NetworkConfiguration")
    assert {(each.rule, each.file, each.line) for each in found} == {("ECS010", "child.yaml", line)}
    (tmp_path / "elsewhere").mkdir()
    found = ours(cfn_lint("../root.yaml", folder=tmp_path / "elsewhere"))
    assert {each.file for each in found} == {"../child.yaml"}


@pytest.mark.parametrize(
    "words",
    [
        {"metadata": IGNORE},
        {"metadata": "{ecs-proof: [{id: ECS010, reason: A transit gateway leads out}]}"},
        {"on_stack": IGNORE},
        {"head": f"Metadata: {IGNORE}\n"},
    ],
)
def test_suppression_in_a_child(tmp_path: Path, words: dict[str, str]) -> None:
    nested(tmp_path, **words)
    assert ours(cfn_lint("root.yaml", "network.yaml", "child.yaml", folder=tmp_path)) == []


def test_unused_suppression_is_told_by_the_whole_and_not_by_the_child_alone(tmp_path: Path) -> None:
    nested(tmp_path, "{ecs-proof: [{id: ECS010, reason: Seen}, {id: ECS041, reason: Of no use}]}")
    assert [each.rule for each in ours(cfn_lint("root.yaml", folder=tmp_path))] == ["WCS002"]
    assert ours(cfn_lint("child.yaml", folder=tmp_path)) == []


def test_standard_input(tmp_path: Path) -> None:
    found = ours(cfn_lint_command(folder=tmp_path, text=EndpointMissing().rejected))
    assert {each.rule for each in found} == {"ECS010"}


HOSTILE: dict[str, object] = {
    "lists": {"Resources": {"Service": {"Type": "AWS::ECS::Service", "Properties": [1, {"A": []}]}}},
    "metadata": {
        "Resources": {"S": {"Type": "AWS::ECS::Cluster", "Metadata": {"ecs-proof": {"id": []}, "cfn-lint": {}}}}
    },
    "nulls": {
        "Resources": {"T": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [None, 3]}}}
    },
    "itself": {
        "Resources": {"S": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "itself.json"}}}
    },
    "policy": {
        "Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": "{", "Policies": 3}}}
    },
    "default": {
        "Parameters": {"P": {"Type": "String", "Default": [1, {}]}},
        "Resources": {
            "E": {
                "Type": "AWS::EC2::VPCEndpoint",
                "Properties": {"ServiceName": {"Ref": "P"}, "SubnetIds": {"Fn::Split": [",", {"Ref": "P"}]}},
            }
        },
    },
    "macro": {
        "Transform": ["AWS::LanguageExtensions", "Mine"],
        "Resources": {"Fn::ForEach::X": ["A", ["b"], {"S${A}": {"Type": "AWS::ECS::Service"}}]},
    },
    "outside": {
        "Resources": {
            "S": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "../../../../etc/passwd"}}
        }
    },
    "deep": {
        "Resources": {
            "S": {
                "Type": "AWS::ECS::Service",
                "Properties": {"NetworkConfiguration": json.loads('{"Fn::If": ["A", ' * 60 + "1" + ', "x"]}' * 60)},
            }
        }
    },
}


def test_hostile_templates_crash_no_rule_of_ours(tmp_path: Path) -> None:
    for name, body in HOSTILE.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(body))
    matches = cfn_lint(*(f"{name}.json" for name in HOSTILE), folder=tmp_path, options=["-c", "I"])
    # Where /etc/passwd is in reach, a stock rule fails on it: what matters is that none of ours does.
    failed = [each for each in matches if each.rule == "E0002" and "rule E3043" not in each.message]
    assert failed == []
    assert [each for each in ours(matches) if each.rule[0] == "E" and each.rule != "ECS005"] == []
