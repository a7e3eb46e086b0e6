"""Values that a stack gives a nested one: what its parameters there do not take is told, and what they take is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.refusals.template.nested_values import nested_values
from generator.stack import load

ROOT = """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Topic: {Type: AWS::SNS::Topic}
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: inner.yaml
      %s
      Parameters: {Named: %s}
Outputs: {Told: {Value: !GetAtt Inner.Outputs.Told}, Again: {Value: !GetAtt Vpc.VpcId}}
"""
TAKER = "  Taker: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt Inner.Outputs.Told}}\nOutputs"
INNER = """
Parameters: {Named: {%s}}
Conditions: {Never: !Equals [a, %s]}
Resources: {Inside: {Type: AWS::SNS::Topic}}
Outputs: {Told: {Condition: Never, Value: x}}
"""


@pytest.mark.parametrize(
    ("value", "declared", "word"),
    [
        ("!Ref Vpc", "Type: Number", "a Number there"),
        ("[a, b]", "Type: CommaDelimitedList", "gives Named a list"),
        ("!Ref Vpc", "Type: String, AllowedPattern: 'subnet-.*'", "AllowedPattern"),
        ("!Ref Vpc", "Type: String, AllowedValues: [a, b]", "AllowedValues"),
        ("!Ref Topic", "Type: String, MaxLength: 20", "MaxLength"),
        ("c", "Type: String, AllowedValues: [a, b]", "AllowedValues"),
        ("!Ref Vpc", "Type: String, AllowedPattern: 'vpc-.*'", ""),
        ("!Ref Topic", "Type: String, AllowedPattern: 'arn:aws:sns:.*'", ""),
        ("5", "Type: Number", ""),
        ("a", "Type: String, AllowedValues: [a, b]", ""),
    ],
)
def test_a_value_that_its_parameter_there_takes_or_not(tmp_path: Path, value: str, declared: str, word: str) -> None:
    told = values(tmp_path, ROOT % ("Tags: []", value), INNER % (declared, "a"))
    assert [word in each for each in told] == ([True] if word else [])


@pytest.mark.parametrize(("made", "number"), [("b", 1), ("a", 0)])
def test_an_output_that_is_taken_and_never_made(tmp_path: Path, made: str, number: int) -> None:
    root = (ROOT % ("Tags: []", "a")).replace("Outputs", TAKER, 1)
    assert len(values(tmp_path, root, INNER % ("Type: String", made))) == number


@pytest.mark.parametrize(("region", "number"), [("eu-west-1", 1), ("us-east-1", 0)])
def test_topics_are_of_the_region_of_the_stack(tmp_path: Path, region: str, number: int) -> None:
    topics = f"NotificationARNs: ['arn:aws:sns:{region}:111122223333:t']"
    assert len(values(tmp_path, ROOT % (topics, "a"), INNER % ("Type: String", "a"))) == number


def values(folder: Path, root: str, inner: str) -> list[str]:
    """What is told of two templates."""
    (folder / "root.yaml").write_text(root)
    (folder / "inner.yaml").write_text(inner)
    return list(nested_values(load(folder / "root.yaml", {"AWS::Region": "us-east-1"}, project=folder)))


@pytest.mark.parametrize(("taken", "number"), [("Sold", 1), ("Told", 0)])
def test_an_output_that_is_taken_is_there(tmp_path: Path, taken: str, number: int) -> None:
    root = (ROOT % ("Tags: []", "a")).replace("Outputs", TAKER.replace("Told", taken), 1)
    assert len(values(tmp_path, root, INNER % ("Type: String", "a"))) == number


@pytest.mark.parametrize(("minutes", "number"), [(1, 1), (60, 0)])
def test_a_stack_is_not_given_up_before_what_is_in_it_is_made(tmp_path: Path, minutes: int, number: int) -> None:
    inner = (INNER % ("Type: String", "a")).replace("{Type: AWS::SNS::Topic}", "{Type: AWS::RDS::DBInstance}")
    told = values(tmp_path, ROOT % (f"TimeoutInMinutes: {minutes}", "a"), inner)
    assert [f"after {minutes} minutes" in each for each in told] == [True] * number
