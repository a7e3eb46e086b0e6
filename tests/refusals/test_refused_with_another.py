"""What a service refuses because of another resource, or of the Region: the fault is said, and a twin has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.refusals.test_settings_beside import faults, role

NETWORK = """
Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.0.0/24}}
Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: {Ref: Vpc}, GroupDescription: x}}
Files: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: true}}
"""
BLOCKS = """
Six: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: {Ref: Vpc}, AmazonProvidedIpv6CidrBlock: true}}
Part: {Type: AWS::EC2::SubnetCidrBlock, Properties: {SubnetId: {Ref: Subnet}, Ipv6CidrBlock: '2600:1f18:1:2::/64'}}
"""
INTERFACE = "Thing: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: {Ref: Subnet}%s}}"
MOUNT = "Thing: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: {Ref: Files}, SubnetId: {Ref: Subnet}, "
MOUNT += "SecurityGroups: [{Ref: Group}], IpAddressType: %s}}"
RULE = "Thing: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: {Ref: Group}, IpProtocol: tcp, "
RULE += "FromPort: 80, ToPort: 80, %s}}"
SECRET = "Secret: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {PasswordLength: 20%s}}}\n"
KEYED = SECRET % ', GenerateStringKey: password, SecretStringTemplate: \'{"username": "app"}\''
ATTACHED = "Thing: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: {Ref: Secret}, "
ATTACHED += "TargetType: AWS::RDS::DBInstance, TargetId: database}}"
ROTATED = "Thing: {Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: %s, "
ROTATED += "RotationRules: {AutomaticallyAfterDays: 30}%s}}"
FUNCTION = ", RotationLambdaARN: 'arn:aws:lambda:us-east-1:111122223333:function:rotates'"
POLICY = "Thing: {Type: AWS::IAM::RolePolicy, Properties: {PolicyName: p, RoleName: %s, PolicyDocument: {Version: "
POLICY += "'2012-10-17', Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]}}}"
TOPIC = "Topic: {Type: AWS::SNS::Topic}\n"
ALARM = "Thing: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmRule: 'ALARM(a)', AlarmActions: [%s]}}"
ENDPOINT = (
    "Thing: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: {Ref: Vpc}, PolicyDocument: {Version: '2012-10-17', "
)
ENDPOINT += "Statement: [{Effect: Allow, Principal: '*', Action: '*', Resource: %s}]}, "
ENDPOINT += "ServiceName: com.amazonaws.us-east-1.s3}}"

PAIRS: list[tuple[str, str, str]] = [
    (NETWORK + INTERFACE % ", Ipv6AddressCount: 1", NETWORK + BLOCKS + INTERFACE % ", Ipv6AddressCount: 1", "IPv6"),
    (NETWORK + INTERFACE % ", Ipv6AddressCount: 1", NETWORK + INTERFACE % "", "IPv6"),
    (NETWORK + MOUNT % "DUAL_STACK", NETWORK + BLOCKS + MOUNT % "DUAL_STACK", "IPv6"),
    (NETWORK + MOUNT % "DUAL_STACK", NETWORK + MOUNT % "IPV4_ONLY", "IPv6"),
    (NETWORK + RULE % "SourceSecurityGroupName: other", NETWORK + RULE % "SourceSecurityGroupId: sg-0", "id is taken"),
    (SECRET % "" + ATTACHED, KEYED + ATTACHED, "no JSON"),
    (SECRET % "" + ROTATED % ("{Ref: Secret}", ""), SECRET % "" + ROTATED % ("{Ref: Secret}", FUNCTION), "no function"),
    (SECRET % "" + ROTATED % ("{Ref: Secret}", ""), ROTATED % ("managed-by-a-service", ""), "no function"),
    (TOPIC + ALARM % "{'Fn::GetAtt': [Topic, TopicName]}", TOPIC + ALARM % "{Ref: Topic}", "ARNs are taken"),
    (NETWORK + ENDPOINT % ("a" * 21_000), NETWORK + ENDPOINT % ("a" * 20_000), "20480"),
]  # fmt: skip


@pytest.mark.parametrize(("refused", "taken", "word"), PAIRS, ids=range(len(PAIRS)))
def test_what_is_refused_is_said_and_its_twin_is_not(tmp_path: Path, refused: str, taken: str, word: str) -> None:
    said = faults(tmp_path, yaml.safe_load(refused))
    assert any(word in each for each in said), said
    assert [each for each in faults(tmp_path, yaml.safe_load(taken)) if word in each] == []


def test_a_policy_of_a_role_takes_its_name(tmp_path: Path) -> None:
    given = {"Role": role("ecs-tasks")}
    (said,) = faults(tmp_path, {**given, **yaml.safe_load(POLICY % "{'Fn::GetAtt': [Role, Arn]}")})
    assert "RoleName" in said
    assert faults(tmp_path, {**given, **yaml.safe_load(POLICY % "{Ref: Role}")}) == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [({"Ref": "AWS::Region"}, 1), ("us-east-1", 1), ("eu-west-1", 0), ({"Ref": "Given"}, 0)],
    ids=["region", "another", "one", "unknown"],
)
def test_a_rule_that_asks_for_other_regions_refuses_this_one(tmp_path: Path, wanted: Any, said: int) -> None:
    asserted = {"Assert": {"Fn::Contains": [["eu-west-1", "eu-central-1"], wanted]}, "AssertDescription": "only there"}
    rules = {"Only": {"Assertions": [asserted]}}
    found = faults(tmp_path, {"Topic": {"Type": "AWS::SNS::Topic"}}, {"Rules": rules})
    assert len([each for each in found if "does not hold" in each]) == said
