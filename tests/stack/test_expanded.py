"""Loops over written lists are unrolled, and what SAM's Globals say stands in each function."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from cfnlint.decode import decode_str

from generator.analysis.shared import analysed
from generator.stack.expanded import expanded

LOOP = """
Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Ends:
    - Api
    - %s
    - End&{Api}:
        Type: AWS::EC2::VPCEndpoint
        Properties: {ServiceName: {Fn::Sub: 'com.amazonaws.${AWS::Region}.${Api}'}, Named: {Ref: Api}}
  Other: {Type: AWS::SNS::Topic}
"""
SAM = """
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Timeout: 3, Layers: [a], Environment: {Variables: {A: shared, B: shared}}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {Timeout: 9, Layers: [b], Environment: {Variables: {B: own}}}
  T: {Type: AWS::SNS::Topic}
"""


def read(text: str) -> Any:
    template, matches = decode_str(text)
    assert not matches
    return template


def test_a_loop_over_a_written_list_is_unrolled_at_its_place() -> None:
    made = expanded(read(LOOP % "[ecr.api, logs]"))["Resources"]
    assert list(made) == ["Endecrapi", "Endlogs", "Other"]
    properties = made["Endecrapi"]["Properties"]
    assert properties == {"ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.ecr.api"}, "Named": "ecr.api"}
    assert next(key for key in made if key == "Endlogs").start_mark.line == 6


def test_loops_within_loops_are_unrolled() -> None:
    text = (
        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::A: [A, [x, y], {'Fn::ForEach::B': [B, [1, 2], "
    )
    made = expanded(read(text + "{'${A}${B}': {Type: T}}]}]\n"))["Resources"]
    assert list(made) == ["x1", "x2", "y1", "y2"]


def test_a_loop_over_a_parameter_stays_as_it_is_written() -> None:
    template = read(LOOP % "{Ref: Names}")
    assert "Fn::ForEach::Ends" in expanded(template)["Resources"]
    without = yaml.safe_load((LOOP % "[a]").replace("Transform: AWS::LanguageExtensions", "Description: x"))
    assert expanded(without) is without


def test_globals_stand_in_each_function_and_what_it_says_itself_comes_first() -> None:
    made = expanded(read(SAM))["Resources"]
    assert made["T"] == {"Type": "AWS::SNS::Topic"}
    assert made["F"]["Properties"] == {
        "Timeout": 9,
        "Layers": ["a", "b"],
        "Environment": {"Variables": {"A": "shared", "B": "own"}},
    }


def test_a_fault_in_what_a_loop_makes_is_found(tmp_path: Path) -> None:
    text = "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::A:\n    - A\n    - [x]\n    - Log${A}:\n"
    (tmp_path / "root.yaml").write_text(
        text + "        Type: AWS::Logs::LogGroup\n        Properties: {RetentionInDays: 2}\n"
    )

    found = analysed(tmp_path / "root.yaml", {}, None, project=tmp_path).findings
    assert ("ECS250", "Logx") in [(each.rule, each.resource) for each in found]
