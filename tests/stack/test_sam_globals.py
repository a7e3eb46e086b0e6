"""What SAM's Globals say stands in each function."""

from __future__ import annotations

import yaml
from cfnlint.decode import decode_str

from generator.stack.sam_globals import with_globals

SAM = """
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Timeout: 3, Layers: [a], Environment: {Variables: {A: shared, B: shared}}, Role: {Ref: R}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {Timeout: 9, Layers: [b], Environment: {Variables: {B: own}}, Role: {Fn::Sub: x}}
  T: {Type: AWS::SNS::Topic}
"""


def test_globals_stand_in_each_function_and_what_it_says_itself_comes_first() -> None:
    template, matches = decode_str(SAM)
    assert not matches
    made = with_globals(template)["Resources"]
    assert made["T"] == {"Type": "AWS::SNS::Topic"}
    assert made["F"].start_mark.line == template["Resources"]["F"].start_mark.line
    assert made["F"]["Properties"] == {
        "Timeout": 9,
        "Layers": ["a", "b"],
        "Environment": {"Variables": {"A": "shared", "B": "own"}},
        "Role": {"Fn::Sub": "x"},
    }


def test_without_the_macro_nothing_is_put_in() -> None:
    template = yaml.safe_load(SAM.replace("Transform: AWS::Serverless-2016-10-31", "Description: x"))
    assert with_globals(template) is template
