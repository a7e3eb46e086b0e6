"""What services refuse on creation: no task of the stack is proven to start. What they take changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

STATEMENT = "{Effect: Allow, Action: '%s', Resource: '%s'}"
POLICY = "{Type: AWS::IAM::ManagedPolicy, Properties: {Roles: [!Ref ExecutionRole], PolicyDocument: {Statement: [%s]}}}"
TRUST = "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: [%s]}}}"
TRUST %= "{Effect: Allow, %s Action: 'sts:AssumeRole'}"
RULE = "{Type: AWS::Events::Rule, Properties: {%s}}"
FUNCTION = "{Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}, Role: '%s', Handler: i.h, Runtime: %s}}"
ARN = "arn:aws:iam::111122223333:role/x"
SECRET = "{Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {%s}}}"
CACHE = "{Type: AWS::ElastiCache::CacheCluster, Properties: {Engine: redis, CacheNodeType: %s, NumCacheNodes: %s}}"
LOG = "{Type: AWS::Logs::LogGroup, Properties: {LogGroupName: %s}}"
OPTION = "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group"
PARAMETER = "{Type: AWS::SSM::Parameter, Properties: {Name: /size, Type: String, Value: '%s'}}"
ATTACHED = "['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy', 'arn:aws:iam::aws:policy/%s']"
ADDRESS = "{Type: AWS::EC2::EIPAssociation, Properties: {AllocationId: !GetAtt Address.AllocationId}}"
KEY = "{Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [%s]}}}"
KEY %= "{Effect: Allow, Principal: '*', Action: '%s', Resource: '*'}"
BUCKET = "{Type: AWS::S3::Bucket, Properties: {AccessControl: %s}}"
OWNED = "{Rules: [{ObjectOwnership: ObjectWriter}]}"
ABOUT = "{Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref A, PolicyDocument: {Statement: [%s]}}}"
ABOUT %= "{Effect: Allow, Principal: {Service: logging.s3.amazonaws.com}, Action: 's3:*', Resource: !Sub '${%s.Arn}/*'}"
PRIVATE = (
    "{Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, VpcEndpointType: Interface, SubnetIds: [!Ref Subnet], "
    "ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3', PrivateDnsEnabled: true, SecurityGroupIds: [!Ref TaskGroup]}}"
)
LINKED = "{Type: AWS::IAM::ServiceLinkedRole, Properties: {AWSServiceName: %s}}"
RULED = "{Assertions: [{Assert: !Equals [a, %s]}]}"
CPU = "TaskDefinition.Cpu"

REFUSED: list[tuple[Edits, str]] = [
    ({"Alias": "{Type: AWS::KMS::Alias, Properties: {AliasName: alias/aws/x, TargetKeyId: k}}"}, "not AWS's"),
    ({"Rule": RULE % "ScheduleExpression: rate(1 hours)"}, "ScheduleExpression"),
    ({"Rule": RULE % "ScheduleExpression: cron(0 3 * * * *)"}, "ScheduleExpression"),
    ({"Rule": RULE % "ScheduleExpression: rate(1 hour), EventBusName: own"}, "default event bus"),
    ({"Rule": RULE % "State: ENABLED"}, "neither"),
    ({"Function": FUNCTION % (ARN, "python3.6")}, "python3.6"),
    ({"Function": FUNCTION % ("${R}", "python3.14"), "Function.Role": "!GetAtt ExecutionRole.Arn"}, "trusts other"),
    ({"Secret": SECRET % "GenerateStringKey: password"}, "together"),
    ({"Secret": SECRET % "SecretStringTemplate: '{no', GenerateStringKey: password"}, "no JSON"),
    ({"Cache": CACHE % ("cache.t9.micro", 1)}, "cache.t9.micro"),
    ({"Cache": CACHE % ("cache.t4g.micro", 2)}, "NumCacheNodes"),
    ({"Policy": POLICY % STATEMENT % ("s3GetObject", "*")}, "s3GetObject"),
    ({"Policy": POLICY % STATEMENT % ("s3:Get*", "bucket/*")}, "bucket/*"),
    ({"Role": TRUST % ""}, "no Principal"),
    ({"Role": TRUST % "Principal: {Service: ecs-task.amazonaws.com},"}, "ecs-task.amazonaws.com"),
    ({"ExecutionRole.ManagedPolicyArns": ATTACHED % "AmazonS3ReadAccess"}, "AmazonS3ReadAccess"),
    ({"Key": KEY % "kms:Decrypt"}, "locks its writer out"),
    ({"Log": LOG % "/ecs/orders", OPTION: "/ecs/order"}, "/ecs/orders"),
    ({CPU: "'{{resolve:ssm:/size}}'", "Size": PARAMETER % "256"}, "nothing waits"),
    ({CPU: "'{{resolve:ssmx:/size}}'"}, "ssmx"),
    ({CPU: "'{{resolve:ssm-secure:/size:1}}'"}, "ssm-secure"),
    ({CPU: "'{{resolve:secretsmanager:sizes:cpu}}'"}, "asks for cpu"),
    ({CPU: "'{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:111122223333:secret:sizes-a1B2c3:cpu}}'"},
     "asks for cpu"),
    ({"Outputs.A": "{Value: [a, b]}"}, "a list"),
    ({"Conditions.A": "!Not [!Condition B]", "Conditions.B": "!Not [!Condition A]"}, "back to itself"),
    ({"Log": LOG % "/x", "Log.DeletionPolicy": "Snapshot"}, "Snapshot"),
    ({"Handle": "{Type: AWS::CloudFormation::WaitConditionHandle}",
      "Wait": "{Type: AWS::CloudFormation::WaitCondition, "
      "Properties: {Handle: !Ref Handle, Timeout: 60}}"}, "signal"),
    ({"Address": "{Type: AWS::EC2::EIP}", "A": ADDRESS, "B": ADDRESS}, "both take the address"),
    ({"TaskDefinition.Tags": "[{Key: a, Value: b}, {Key: a, Value: c}]"}, "twice"),
    ({"A": BUCKET % "LogDeliveryWrite"}, "OwnershipControls"),
    ({"A": BUCKET % "PublicRead", "A.OwnershipControls": OWNED}, "BlockPublicAcls"),
    ({"A": BUCKET % "Private", "B": BUCKET % "Private", "P": ABOUT % "B"}, "statement about B"),
    ({"S3": PRIVATE}, "gateway endpoint"),
    ({"Linked": LINKED % "ecs.amazonaws.com"}, "has that role"),
    ({"Rules.A": RULED % "b"}, "the rule A"),
    ({"Conditions.A": "!Equals [a, b]", "Log": LOG % "/x", "Log.Condition": "A", "Outputs.A": "{Value: !Ref Log}"},
     "never true"),
    ({"TaskDefinition.ContainerDefinitions.0.Command": "['false']"}, "which ends"),
    ({"TaskDefinition.ContainerDefinitions.0.HealthCheck": "{Command: [CMD-SHELL, exit 1]}"}, "only fails"),
]  # fmt: skip
TAKEN: list[Edits] = [
    {"Alias": "{Type: AWS::KMS::Alias, Properties: {AliasName: alias/shop, TargetKeyId: k}}"},
    {"Rule": RULE % "ScheduleExpression: 'cron(0 3 ? * MON-FRI *)'"},
    {"Rule": RULE % "ScheduleExpression: rate(5 minutes), EventBusName: default"},
    {"Function": FUNCTION % (ARN, "python3.15")},
    {"Secret": SECRET % 'SecretStringTemplate: \'{"user": "a"}\', GenerateStringKey: password'},
    {"Cache": CACHE % ("cache.t4g.micro", 1)},
    {"Policy": POLICY % STATEMENT % ("s3:Get*", "arn:aws:s3:::bucket/*")},
    {"Role": TRUST % "Principal: {Service: ecs-tasks.amazonaws.com},"},
    {"ExecutionRole.ManagedPolicyArns": ATTACHED % "AmazonS3ReadOnlyAccess"},
    {"Key": KEY % "kms:*"},
    {CPU: "'{{resolve:secretsmanager:sizes:SecretString:cpu}}'"},
    {CPU: "'{{resolve:secretsmanager:sizes::cpu}}'"},
    {CPU: "'{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:111122223333:secret:sizes-a1B2c3}}'"},
    {CPU: "'{{resolve:ssm:/size}}'", "Size": PARAMETER % "256", "TaskDefinition.DependsOn": "Size"},
    {"Conditions.A": "!Not [!Condition B]", "Conditions.B": "!Equals [a, b]"},
    {"Address": "{Type: AWS::EC2::EIP}", "A": ADDRESS},
    {"TaskDefinition.Tags": "[{Key: a, Value: b}, {Key: b, Value: b}]"},
    {"Conditions.A": "!Equals [!Ref Wanted, 'Yes']", "Parameters.Wanted": "{Type: String, Default: 'Yes'}",
     "Linked": LINKED % "ecs.amazonaws.com", "Linked.Condition": "A"},
    {"A": BUCKET % "LogDeliveryWrite", "A.OwnershipControls": OWNED, "P": ABOUT % "A"},
    {"A": BUCKET % "Private"},
    {"Linked": LINKED % "observability.aoss.amazonaws.com"},
    {"Rules.A": RULED % "!Ref Accepted", "Parameters.Accepted": "{Type: String, Default: 'no'}"},
    {"TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: TLS}]"},
    {"TaskDefinition.ContainerDefinitions.0.Command": "[node, server.js]"},
]  # fmt: skip


@pytest.mark.parametrize(("edits", "word"), REFUSED)
def test_what_is_refused_is_told(tmp_path: Path, edits: Edits, word: str) -> None:
    result = edited(tmp_path, "nat", edits)
    assert result.verdict("start") in ("unknown", "no")
    assert word in result.because("start")


@pytest.mark.parametrize("edits", TAKEN)
def test_what_is_taken_stays_proven(tmp_path: Path, edits: Edits) -> None:
    result = edited(tmp_path, "nat", edits)
    assert result.verdict("start") == "yes", result.because("start")


def test_outputs_of_a_stack_that_is_not_made_refuse_nothing(tmp_path: Path) -> None:
    (tmp_path / "inner.yaml").write_text(
        "Resources:\n  Topic: {Type: AWS::SNS::Topic}\nOutputs:\n  Topic: {Value: !Ref Topic}\n"
    )
    inner = "{Type: AWS::CloudFormation::Stack, Condition: A, Properties: {TemplateURL: inner.yaml}}"
    result = edited(tmp_path, "nat", {"Conditions.A": "!Equals [a, b]", "Inner": inner})
    assert result.verdict("start") == "yes", result.because("start")


@pytest.mark.parametrize(
    "edits",
    [
        {"S3.DnsOptions": "{PrivateDnsOnlyForInboundResolverEndpoint: AllResolvers}"},
        {
            "Beside": "{Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, RouteTableIds: [!Ref RouteTable], "
            "ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3'}}"
        },
        {"S3.PrivateDnsEnabled": "false"},
    ],
)
def test_private_names_of_s3_that_are_taken(tmp_path: Path, edits: Edits) -> None:
    result = edited(tmp_path, "nat", {"S3": PRIVATE}, edits)
    assert "gateway endpoint" not in result.because("start")
