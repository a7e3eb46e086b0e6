"""Edits of a text: everything else in it stays as its author wrote it."""

from __future__ import annotations

import json

import pytest

from generator.lint.fix.source import Lost, Source

YAML = """\
# ours
Resources:
  Group: # who may call
    Type: AWS::EC2::SecurityGroup
    Properties:
        VpcId:   !Ref Vpc  # two spaces
        Tags: [{Key: a, Value: b}]

        # the door
        SecurityGroupIngress:
          - IpProtocol: tcp
            Description: |
              several
              lines

  # the next one
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
"""
GROUP = ("Resources", "Group", "Properties")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_edit_adds_and_takes_lines_and_touches_no_other(newline: str) -> None:
    text = YAML.replace("\n", newline)

    def lines(edited: Source) -> tuple[list[str], list[str]]:
        old, new = text.split(newline), edited.text.split(newline)
        assert "\r" not in edited.text.replace("\r\n", "")
        return [line for line in new if line not in old], [line for line in old if line not in new]

    source = Source(text)
    assert lines(source.set((*GROUP, "VpcId"), {"Ref": "Other"})) == (
        ["        VpcId:   !Ref Other  # two spaces"],
        ["        VpcId:   !Ref Vpc  # two spaces"],
    )
    added = source.add((*GROUP, "SecurityGroupIngress"), {"IpProtocol": "tcp", "FromPort": 443})
    assert lines(added) == (["          - IpProtocol: tcp", "            FromPort: 443"][1:], [])
    assert added.text.index("FromPort") < added.text.index("# the next one")
    assert lines(source.add((*GROUP, "Tags"), {"Key": "c"}))[0] == [
        "        Tags: [{Key: a, Value: b}, {Key: c}]",
    ]
    assert lines(source.remove((*GROUP, "VpcId"))) == ([], ["        VpcId:   !Ref Vpc  # two spaces"])
    flow = source.set(("Resources", "Vpc", "Properties", "EnableDnsHostnames"), True)
    assert "{CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}" in flow.text
    assert lines(source.add(("Resources", "Group", "DependsOn"), "Vpc"))[0] == ["    DependsOn: [Vpc]"]


def test_json_keeps_its_form() -> None:
    text = json.dumps({"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}})
    for indent in (None, 2, 4):
        written = json.dumps(json.loads(text), indent=indent)
        edited = Source(written).set(("Resources", "Vpc", "Properties", "EnableDnsHostnames"), True).text
        expected = json.loads(text)
        expected["Resources"]["Vpc"]["Properties"]["EnableDnsHostnames"] = True
        assert edited == json.dumps(expected, indent=indent)


def test_what_is_not_there_or_not_readable_is_lost() -> None:
    for text, steps in ((YAML, ("Resources", "Nobody", "Properties", "A")), ("a: [", ("a",)), ("", ("a",))):
        with pytest.raises(Lost):
            Source(text).set(steps, True)
    with pytest.raises(Lost):
        Source(YAML).set((*GROUP, "SecurityGroupIngress"), "none")
    with pytest.raises(Lost):
        Source("Resources: {A: {Only: one}}").remove(("Resources", "A", "Only"))
