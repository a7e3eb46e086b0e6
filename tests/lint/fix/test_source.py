"""Edits of a text: everything else in it stays as its author wrote it."""

from __future__ import annotations

import json

import pytest
import yaml

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


SHARED = """\
Resources:
  First:
    Type: A
    Properties: &shared
      Tags: &tags [a]  # of the first
      Rules: &rules
        - one
  Second:
    Type: A
    Properties:
      Name: second
      Nothing:
      Text: a, b
      Tags: *tags  # of the second
  Third:
    Type: A
    Properties: *shared
"""


def test_an_alias_is_edited_where_it_stands_and_an_anchor_says_no_indentation() -> None:
    def changed(edited: Source) -> tuple[list[str], list[str]]:
        old, new = SHARED.splitlines(), edited.text.splitlines()
        assert yaml.safe_load(edited.text)
        return [line for line in new if line not in old], [line for line in old if line not in new]

    second = ("Resources", "Second", "Properties")
    entered = Source(SHARED).set((*second, "New"), 1)
    assert changed(entered) == (["      New: 1"], [])
    assert entered.text.index("New: 1") > entered.text.index("*tags")
    assert changed(Source(SHARED).remove((*second, "Tags"))) == ([], ["      Tags: *tags  # of the second"])
    assert changed(Source(SHARED).set(("Resources", "First", "Properties", "New"), 1)) == (["      New: 1"], [])
    added = Source(SHARED).add(("Resources", "First", "Properties", "Rules"), "two")
    assert changed(added) == (["        - two"], [])
    assert changed(Source(SHARED).set((*second, "Nothing"), 1)) == (["      Nothing: 1"], ["      Nothing:"])
    assert changed(Source(SHARED).add((*second, "Nothing"), 1)) == (["      Nothing: [1]"], ["      Nothing:"])
    for edit in (
        lambda: Source(SHARED).set(("Resources", "Third", "Properties", "New"), 1),
        lambda: Source(SHARED).remove(("Resources", "Third", "Properties", "Rules")),
        lambda: Source(SHARED).add((*second, "Tags"), "b"),
        lambda: Source(SHARED).add((*second, "Text"), "c"),
        lambda: Source(SHARED.replace("\n", "\r")).set((*second, "New"), 1),
    ):
        with pytest.raises(Lost):
            edit()


def test_json_with_tabs_keeps_them() -> None:
    expected = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}}
    written = json.dumps(expected, indent="\t")
    edited = Source(written).set(("Resources", "Vpc", "Properties", "EnableDnsHostnames"), True).text
    expected["Resources"]["Vpc"]["Properties"]["EnableDnsHostnames"] = True  # type: ignore[index]
    assert edited == json.dumps(expected, indent="\t")


def test_a_part_of_a_text_is_exchanged() -> None:
    text = "Value: !Sub 'postgres://${Host}/app?sslmode=disable'  # for now\n"
    assert Source(text).exchange(("Value",), "sslmode=disable", "sslmode=verify-full").text == text.replace(
        "disable", "verify-full"
    )
    with pytest.raises(Lost):
        Source("Value: a=b a=b").exchange(("Value",), "a=b", "a=c")
