"""Values that the registry schema of their type refuses, anywhere in the stack: the start is not proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

QUEUE = "{Type: AWS::SQS::Queue, Properties: %s}"
GROUP = "{Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, VpcId: !Ref Vpc, SecurityGroupIngress: %s}}"
RULE = "IpProtocol: tcp, FromPort: 80, ToPort: 80"


@pytest.mark.parametrize(
    ("added", "word"),
    [
        (QUEUE % "{DelaySeconds: soon}", "a number is taken"),
        (QUEUE % "{FifoQueue: maybe}", "true or false"),
        (QUEUE % "{Tags: {a: b}}", "Key of Tags is required"),
        (QUEUE % "{Retention: 4}", "no property on record"),
        (QUEUE % "{QueueName: [a]}", "takes no list"),
        (QUEUE % "{QueueName: {a: b}}", "takes no mapping"),
        (GROUP % "all", "takes a list"),
        (GROUP % f"[{{{RULE}}}]", "just one of"),
        (GROUP % f"[{{{RULE}, CidrIp: 10.0.0.300/32}}]", "block of addresses"),
        ("{Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 15}}", "one of"),
        ("{Type: AWS::KMS::Alias, Properties: {AliasName: shop, TargetKeyId: k}}", "of the form"),
        ("{Type: AWS::IAM::Role, Properties: {RoleName: x}}", "AssumeRolePolicyDocument is required"),
        ("{Type: AWS::KMS::Key, Properties: {PendingWindowInDays: 3}}", "7 to 30"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, added: str, word: str) -> None:
    result = edited(tmp_path, "nat", {"Added": added})
    assert result.verdict("start") == "unknown"
    assert word in result.because("start")


@pytest.mark.parametrize(
    "added",
    [
        QUEUE % "{DelaySeconds: '5', FifoQueue: 'True', QueueName: jobs.fifo, Tags: [{Key: a, Value: 1}]}",
        QUEUE % '{DelaySeconds: !If [Small, 5, 6], Tags: [{Key: a, Value: !Ref "AWS::Region"}]}',
        QUEUE % '{QueueName: ""}',
        GROUP % f"{{{RULE}, CidrIp: 0.0.0.0/0}}",
        GROUP % f"[{{{RULE}, SourceSecurityGroupId: !GetAtt Vpc.DefaultSecurityGroup}}]",
        "{Type: AWS::KMS::Alias, Properties: {AliasName: alias/shop, TargetKeyId: !Ref Vpc}}",
    ],
)
def test_what_fits_is_proven(tmp_path: Path, added: str) -> None:
    result = edited(tmp_path, "nat", {"Conditions.Small": '!Equals [!Ref "AWS::Region", a]', "Added": added})
    assert result.verdict("start") == "yes", result.because("start")


def test_other_words_that_ecs_takes_for_a_protocol_are_left_alone(tmp_path: Path) -> None:
    ports = {"TaskDefinition.ContainerDefinitions.0.PortMappings": "[{ContainerPort: 80, Protocol: http}]"}
    assert edited(tmp_path, "nat", ports).verdict("start") == "yes"
