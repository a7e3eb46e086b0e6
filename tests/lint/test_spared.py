"""What cfn-lint would work out again and again is worked out once, and its verdicts stay what they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.lint.pool import Job, run
from generator.lint.runners import runner
from generator.lint.spared import spare

WRONG = """\
Conditions: {Prod: !Equals [!Ref "AWS::Region", us-east-1]}
Parameters: {Unused: {Type: Sting}}
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: !If [Prod, !Ref AWS::NoValue, [x]], SecurityGroupIngress: [{IpProtocol: [tcp]}]}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: 2012, Statement: [{Effect: Alow, Action: "sts:AssumeRole", Principal: "*"}]}
      Path: !Sub "${Missing}/"
  Service:
    Type: AWS::ECS::Service
    DependsOn: Nothing
    Properties: {DesiredCount: many, LaunchType: FARGAT, TaskDefinition: !GetAtt Group.Name, Nope: 1}
  Child:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Id: !GetAtt Other.Outputs.Nope}}
  Other:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Id: !Sub "${Child.Outputs.Topic}${Child.Outputs.Topics}"}}
"""
CHILD = """\
Parameters: {Id: {Type: String}}
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Id}}}
Outputs: {Topic: {Value: !Ref Topic}}
"""


def test_the_verdict_is_that_of_cfn_lint_by_itself(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(WRONG)
    (tmp_path / "child.yaml").write_text(CHILD)
    command = [
        sys.executable,
        "-c",
        "from cfnlint.runner import main; main()",
        "--format",
        "json",
        "-i",
        "W3002",
        "--",
        "wrong.yaml",
    ]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    alone = {(found["Rule"]["Id"], tuple(found["Location"]["Path"] or ())) for found in json.loads(told.stdout)}
    (ours,) = run([Job(tmp_path, "wrong.yaml", ())])
    assert {(found.rule, found.path) for found in ours} == alone
    assert len({rule for rule, _ in alone}) > 6


def test_cfn_lint_makes_one_class_of_the_same_keywords() -> None:
    spare()
    from cfnlint.jsonschema import CfnTemplateValidator

    one, other = CfnTemplateValidator({}), CfnTemplateValidator({})
    assert one.extend(validators={"type": str}) is other.extend(validators={"type": str})
    assert one.extend(validators={"type": str}) is not one.extend(validators={"type": int})
    narrow = one.function_filter.evolve(add_cfn_lint_keyword=False)
    assert one.extend(function_filter=narrow)({}).function_filter == narrow != one.extend()({}).function_filter


def test_an_object_is_copied_with_what_changes_and_with_what_it_knows() -> None:
    spare()
    from cfnlint.context import Context
    from cfnlint.context.context import Resource

    whole = Context(resources={"Part": Resource({"Type": "Own::Good::Part::MODULE"})}, ref_values={"One": 1})
    copy = whole.evolve(ref_values={"Two": 2}, strict_types=False)
    assert (copy.ref_values, whole.ref_values) == ({"One": 1, "Two": 2}, {"One": 1})
    assert (copy.strict_types, whole.strict_types) == (False, True)
    assert vars(copy)["module_names"] == ("Part",)
    assert copy.evolve(resources={}).module_names == ()


def test_patterns_are_kept_though_they_are_many() -> None:
    spare()
    import regex

    patterns = [f"Outputs.Part{number}" for number in range(600)]
    compiled = [regex.compile(pattern) for pattern in patterns]
    assert all(regex.compile(pattern) is before for pattern, before in zip(patterns, compiled, strict=True))


@pytest.mark.parametrize("one", ["Group", "true", "True", "false", "1", True, 1, None, ["a"]])
@pytest.mark.parametrize("other", ["Group", "groups", "true", "FALSE", "abcd", True, False, 1, ["a"]])
def test_two_values_are_equal_as_they_are_for_cfn_lint(one: object, other: object) -> None:
    spare()
    from cfnlint.jsonschema import _keywords, _utils

    assert _keywords.equal(one, other) is bool(_utils.equal(one, other))


def test_the_installed_cfn_lint_is_one_that_was_read(tmp_path: Path) -> None:
    """Fails with a version that does it otherwise: read it, and say so where the digests are."""
    from cfnlint.config import ConfigMixIn
    from cfnlint.context import Context
    from cfnlint.context.context import Path as Way
    from cfnlint.jsonschema import CfnTemplateValidator

    (tmp_path / "child.yaml").write_text(CHILD)
    rule = runner(ConfigMixIn(["--", str(tmp_path / "child.yaml")])).rules.data["E1101"]
    made = CfnTemplateValidator({}).extend(validators={"type": str})
    changed = [Context.evolve, Way.evolve, made.evolve, type(rule).cfnLint]
    assert {function.__module__.rpartition(".")[0] for function in changed} == {"generator.lint.spared"}
