"""What cfn-lint would work out again and again is worked out once, and its verdicts stay what they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from generator.lint.pool import Job, run
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
"""


def test_the_verdict_is_that_of_cfn_lint_by_itself(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(WRONG)
    command = [sys.executable, "-c", "from cfnlint.runner import main; main()", "--format", "json", "--", "wrong.yaml"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    alone = {(found["Rule"]["Id"], tuple(found["Location"]["Path"] or ())) for found in json.loads(told.stdout)}
    (ours,) = run([Job(tmp_path, "wrong.yaml", ())])
    assert {(found.rule, found.path) for found in ours} == alone
    assert len({rule for rule, _ in alone}) > 5


def test_cfn_lint_makes_one_class_of_the_same_keywords() -> None:
    spare()
    from cfnlint.jsonschema import CfnTemplateValidator

    one, other = CfnTemplateValidator({}), CfnTemplateValidator({})
    assert one.extend(validators={"type": str}) is other.extend(validators={"type": str})
    assert one.extend(validators={"type": str}) is not one.extend(validators={"type": int})
    narrow = one.function_filter.evolve(add_cfn_lint_keyword=False)
    assert one.extend(function_filter=narrow)({}).function_filter == narrow != one.extend()({}).function_filter
