"""How values are shown to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ecs.texts import shown
from generator.stack import load

TEMPLATE = """\
Parameters: {{X: {{Type: String}}}}
Conditions: {{Maybe: !Equals [!Ref X, a]}}
Resources:
  Group: {{Type: AWS::EC2::SecurityGroup}}
  Role: {{Type: AWS::IAM::Role}}
  It: {{Type: Custom::Any, Properties: {{Value: {written}}}}}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("443", "443"),
        ("!Ref Group", "Group"),
        ("!GetAtt Role.Arn", "Role.Arn"),
        ("!Ref X", "the parameter X"),
        ("!Ref AWS::Region", "AWS::Region"),
        ("[!Ref Group, !Ref X, sg-1]", "Group, the parameter X, sg-1"),
        ("[]", "none"),
        ("!Ref AWS::NoValue", "not set"),
        ("!Sub 'arn:${AWS::Partition}:x:${X}:${Role.Arn}'", "arn:${AWS::Partition}:x:${X}:${Role.Arn}"),
        ("!Select [0, !GetAZs {Ref: AWS::Region}]", "!Select [0, !GetAZs AWS::Region]"),
        ("!If [Maybe, !Ref Group, !Ref AWS::NoValue]", "!If [Maybe, Group, AWS::NoValue]"),
    ],
)
def test_a_value_reads_as_its_author_wrote_it(tmp_path: Path, written: str, expected: str) -> None:
    (tmp_path / "root.yaml").write_text(TEMPLATE.format(written=written))
    graph = load(tmp_path / "root.yaml")
    resource = graph.resource("It")
    assert resource is not None
    assert shown(resource.get("Value")) == expected
