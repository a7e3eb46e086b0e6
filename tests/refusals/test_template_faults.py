"""Templates that CloudFormation refuses as a whole: no task of them is proven to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

TOPIC = "{Type: AWS::SNS::Topic, Properties: {DisplayName: %s}}"
CALL = "{Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: x, FilterPattern: '', RoleArn: %s,"
CALL += " DestinationArn: 'arn:aws:logs:us-east-1:111122223333:destination:x'}}"
TRUSTING = "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: "
TRUSTING += "{Service: %s}, Action: 'sts:AssumeRole'}]}}}"
RULE = "{Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: sg-1, CidrIp: 10.0.0.0/8, IpProtocol: %s}}"
SIZE = "{Type: String, Default: '256', %s}"


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ({"Topic": TOPIC % "!Ref Nobody"}, "Nobody"),
        ({"Topic": TOPIC % "!Sub '${Nobody}-x'"}, "Nobody"),
        ({"Topic": TOPIC % "!GetAtt Vpc.ARN"}, "no such attribute"),
        ({"Topic": TOPIC % "!GetAtt Nobody.Arn"}, "Nobody"),
        ({"Topic": TOPIC % "!FindInMap [Sizes, a, b]"}, "finds nothing"),
        ({"Topic": TOPIC % "!Select [3, [a, b]]"}, "has no item"),
        ({"Topic": TOPIC % "!Join [',', a]"}, "takes"),
        ({"Topic": "{Type: AWS::SNS::Topik}"}, "not on record"),
        ({"Topic": TOPIC % "a", "Topic.DependsOn": "Nobody"}, "Nobody"),
        ({"Topic": TOPIC % "a", "Topic.DeletionPolicy": "Keep"}, "DeletionPolicy"),
        ({"Vpc.DependsOn": "Service"}, "wait for each other"),
        ({"Topic": TOPIC % "a", "Topic.DependsOn": "[Topic]"}, "depends on itself"),
        ({"Topic": TOPIC % "!Ref Topic"}, "refers to itself"),
        ({"Outputs.Arn": "{Value: !GetAtt Service.Arn}"}, "no such attribute"),
        ({"Outputs.Arn": "{Value: !Ref Nobody}"}, "Nobody"),
        (
            {"Outputs.A": "{Value: x, Export: {Name: n}}", "Outputs.B": "{Value: y, Export: {Name: n}}"},
            "exported as n",
        ),
        ({"Parameters.Size": SIZE % "AllowedValues: ['512']"}, "AllowedValues"),
        ({"Parameters.Size": SIZE % "AllowedPattern: '[a-z]+'"}, "AllowedPattern"),
        ({"Parameters.Size": SIZE % "MaxLength: 2"}, "bounds"),
        ({"Call": CALL % "!Ref ExecutionRole"}, "Ref of ExecutionRole, which is no ARN"),
        ({"Call": CALL % "!GetAtt ExecutionRole.RoleId"}, "no ARN"),
        ({"Rule": RULE % "tcp, FromPort: 90, ToPort: 80"}, "90 to 80"),
        ({"Rule": RULE % "tcp, FromPort: 70000, ToPort: 70000"}, "no range of ports"),
        ({"Rule": RULE % "http, FromPort: 80, ToPort: 80"}, "protocol http"),
        ({"Parameters.Size": "{Type: Integer, Default: 1}"}, "none of parameters"),
    ],
)
def test_what_is_refused_is_told(tmp_path: Path, edits: Edits, word: str) -> None:
    result = edited(tmp_path, "nat", edits)
    assert result.verdict("start") in ("unknown", "no")
    assert word in result.because("start")


@pytest.mark.parametrize(
    "edits",
    [
        {"Topic": TOPIC % "!GetAtt Vpc.CidrBlock", "Topic.DependsOn": "Vpc", "Topic.DeletionPolicy": "Retain"},
        {"Mappings.Sizes": "{a: {b: x}}", "Topic": TOPIC % "!FindInMap [Sizes, a, b]"},
        {"Topic": TOPIC % "!FindInMap [Sizes, a, b, {DefaultValue: x}]"},
        {"Parameters.Size": SIZE % "AllowedValues: [256, 512], AllowedPattern: '[0-9]+', MaxLength: 3"},
        {"Parameters.Size": "{Type: Number, Default: 2, MinValue: 1, MaxValue: 3}"},
        {"Parameters.Names": "{Type: CommaDelimitedList, Default: 'a, b', AllowedValues: [a, b, c]}"},
        {"Parameters.Image": "{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /image}"},
        {"Outputs.Name": "{Value: !GetAtt Service.Name, Export: {Name: a}}"},
        {"Call": CALL % "!GetAtt Caller.Arn", "Caller": TRUSTING % "logs.us-east-1.amazonaws.com"},
        {"Rule": RULE % "tcp, FromPort: '80', ToPort: 90"},
        {"Rule": RULE % "'-1'"},
        {"Topic": "{Type: 'Own::Team::Thing::MODULE', Properties: {Arn: a}}"},
        {"Outputs.A": "{Value: x, Condition: Never}", "Conditions.Never": "!Equals [a, b]"},
    ],
)
def test_what_is_taken_stays_proven(tmp_path: Path, edits: Edits) -> None:
    result = edited(tmp_path, "nat", edits)
    assert result.verdict("start") == "yes", result.because("start")
