"""Settings that AWS takes, which look like others that it does not: nothing is told of any, and of each twin something.

Each came of a template that was deployed, or of AWS's own reference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited
from tests.refusals.test_added_to_a_proven_stack import D, made
from tests.refusals.test_wrong_shapes import ANSWERS, event, seeded, told

ROLE = "PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:*', Resource: '%s'}]}"
TRUST = (
    "RoleName: run, AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: "
    "'sts:AssumeRole', Principal: {AWS: !Sub 'arn:aws:iam::%s:role/run'}}]}"
)
SPACED = 'PolicyDocument: !Sub \'{"Version": "2012-10-17",%s "Statement": []}\''
BLOCK = "VpcId: !Ref Vpc, CidrBlock: 10.3.0.0/16, AmazonProvidedIpv6CidrBlock: %s"
KEYS = (
    "BillingMode: PAY_PER_REQUEST, AttributeDefinitions: [{AttributeName: a, AttributeType: S}, {AttributeName: b, "
    "AttributeType: S}], KeySchema: [{AttributeName: a, KeyType: HASH}], GlobalSecondaryIndexes: [{IndexName: index, "
    "Projection: {ProjectionType: ALL}, KeySchema: [{AttributeName: a, KeyType: %s}, {AttributeName: b, KeyType: %s}]}]"
)
CLOCKS = "NtpServers: [%s]"
BUS = {"Bus": made("Events::EventBus", "Name: a"), "Nightly.EventBusName": "!Ref Bus"}
LET_IN = made("Events::EventBusPolicy", "EventBusName: !Ref Bus, StatementId: a, Action: 'events:PutEvents'")
NEEDS = "import crhelper\\n" + ANSWERS % "SUCCESS"
LAYER = ", Layers: ['arn:aws:lambda:us-east-1:111122223333:layer:helpers:1']"
OF_BUCKET = {
    **event("{source: [aws.s3], detail: {bucket: {name: [!Ref Bucket]}}}"),
    "Bucket": "{Type: AWS::S3::Bucket}",
}
TOLD = "{Type: 'Custom::Notices', Properties: {ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:f', "
TOLD += "BucketName: !Ref Bucket}}"
REFRESH = "{source: [aws.autoscaling], detail-type: [EC2 Auto Scaling Instance Refresh %s]}"
ZONE = made("RDS::DBParameterGroup", "Description: x, Family: %s")
PRIORITY = made(
    "Route53Resolver::FirewallRuleGroupAssociation", "FirewallRuleGroupId: a, VpcId: !Ref Vpc, Priority: %s"
)
GRANTED = (
    "KeyPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: !Sub "
    "'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}, {Effect: Allow, Principal: {Service: "
    "%s.amazonaws.com}, Action: 'kms:GenerateDataKeyWithoutPlaintext', Resource: '*'}]}"
)
LONG = (
    "AssumeRolePolicyDocument: {Version: '2012-10-17', Id: '%s', Statement: [{Effect: Allow, Principal: {Service: "
    "ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}]}"
)
LOCKED = "ObjectLockConfiguration: {ObjectLockEnabled: Enabled}"
PARAMETER = made("RDS::DBParameterGroup", "Description: x, Family: aurora-postgresql16, Parameters: {%s: '1'}")
AGED = (
    'LifecyclePolicy: {LifecyclePolicyText: \'{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", '
    '"countType": "sinceImagePulled", "countUnit": "days", "countNumber": 90}, "action": {"type": "transition", '
    '"targetStorageClass": "archive"}}, {"rulePriority": 2, "selection": {"tagStatus": "any", "storageClass": "%s", '
    '"countType": "sinceImageTransitioned", "countUnit": "days", "countNumber": 365}, "action": {"type": "expire"}}]}'
    "'}"
)
ADDRESSED = {
    "Targets.Targets": "[{Id: 11.0.0.50}]", "More": made("EC2::VPCCidrBlock", "VpcId: !Ref Vpc, CidrBlock: %s")
}  # fmt: skip
PORT = "[{ContainerPort: 22, HostPort: 22}]"
MODE = {
    "Parameters.Mode": "{Type: String}", "TaskDefinition.ContainerDefinitions.0.PortMappings": PORT
}  # fmt: skip
REWRITTEN = (
    "ListenerArn: !Ref Listener, Priority: 40, Conditions: [{Field: path-pattern, Values: [/old/*]}], Actions: "
    "[{Type: fixed-response, FixedResponseConfig: {StatusCode: '404'}}], Transforms: [{Type: host-header-rewrite, "
    "HostHeaderRewriteConfig: {Rewrites: [{Regex: '%s', Replace: a.example.com}]}}]"
)
REWRITE = made("ElasticLoadBalancingV2::ListenerRule", REWRITTEN)

PAIRS: list[tuple[str, Edits, Edits, str]] = [
    ("nat", {"X": made("IAM::ManagedPolicy", ROLE % "arn:aws:logs:*")},
     {"X": made("IAM::ManagedPolicy", ROLE % "arn:amazon:logs:*")}, "no ARN"),
    ("nat", {"X": made("IAM::Role", TRUST % "999999999999")},
     {"X": made("IAM::Role", TRUST % "${AWS::AccountId}")}, "trusts itself"),
    ("nat", {"X": made("IAM::ManagedPolicy", SPACED % (" " * 7000))},
     {"X": made("IAM::ManagedPolicy", SPACED % (' "Id": "' + "x" * 7000 + '",'))}, "6144"),
    ("nat", {"X": made("EC2::VPCCidrBlock", BLOCK % "false")},
     {"X": made("EC2::VPCCidrBlock", BLOCK % "true")}, "one block"),
    ("nat", {"X": made("DynamoDB::Table", KEYS % ("HASH", "HASH"))},
     {"X": made("DynamoDB::Table", KEYS % ("RANGE", "HASH"))}, "HASH first"),
    ("nat", {"X": made("EC2::DHCPOptions", CLOCKS % ", ".join(f"'10.0.0.{n}', 'fd00::{n}'" for n in range(1, 5)))},
     {"X": made("EC2::DHCPOptions", CLOCKS % ", ".join(f"'10.0.0.{n}'" for n in range(1, 6)))}, "5 servers"),
    ("nat", {"X": PRIORITY % 9000}, {"X": PRIORITY % 9901}, "9901"),
    ("nat", {"X": ZONE % "MySQL8.0"}, {"X": ZONE % "mysqld8.0"}, "none on record"),
    ("nat", {"Outputs.O": "{Value: !Sub '${ Cluster }'}"}, {"Outputs.O": "{Value: !Sub '${ Clusters }'}"}, "Clusters"),
    ("database", {f"{D}.PreferredBackupWindow": "00:00-3:00"}, {f"{D}.PreferredBackupWindow": "00-3"}, "00-3"),
    ("scheduled", {**event("{source: [aws.s3]}"), **BUS, "LetIn": LET_IN}, {**event("{source: [aws.s3]}"), **BUS},
     "default bus"),
    ("scheduled", event("{source: [{prefix: aws.partner/}]}"), event("{source: [{prefix: aws.xyz}]}"), "aws.xyz"),
    ("scheduled", event(REFRESH % "Rollback Failed"), event(REFRESH % "Faild"), "Refresh Failed"),
    ("scheduled", {**OF_BUCKET, "Told": TOLD}, OF_BUCKET, "EventBridgeConfiguration"),
    ("nat", seeded(NEEDS, more=LAYER), seeded(NEEDS), "crhelper"),
    ("nat", {"X": made("KMS::Key", GRANTED % "fargate")}, {"X": made("KMS::Key", GRANTED % "secretmanager")},
     "none on record"),
    ("nat", {"X": made("IAM::Role", LONG % ("x" * 5000))}, {"X": made("IAM::Role", LONG % ("x" * 8200))}, "8192"),
    ("nat", {"X": made("S3::Bucket", LOCKED + ", VersioningConfiguration: {Status: Enabled}")},
     {"X": made("S3::Bucket", LOCKED)}, "ObjectLockConfiguration"),
    ("nat", {"X": made("IAM::ServiceLinkedRole", "AWSServiceName: events.amazonaws.com")},
     {"X": made("IAM::ServiceLinkedRole", "AWSServiceName: ecs-tasks.amazonaws.com")}, "AWSServiceName"),
    ("nat", {"X": PARAMETER % "ssl"}, {"X": PARAMETER % "port"}, "be changed"),
    ("nat", {"X": made("ECR::Repository", AGED % "archive")}, {"X": made("ECR::Repository", AGED % "standard")},
     "any images"),
    ("routed", {**ADDRESSED, "More": ADDRESSED["More"] % "11.0.0.0/16"},
     {**ADDRESSED, "More": ADDRESSED["More"] % "10.9.0.0/16"}, "which is public"),
    ("scheduled", event("{source: [orders], replay-name: [{exists: false}]}"),
     event("{source: [orders], replay: [{exists: false}]}"), "no event has"),
    ("nat", {"X": made("IAM::ManagedPolicy", (ROLE % "*").replace("s3:*", "*:*"))},
     {"X": made("IAM::ManagedPolicy", (ROLE % "*").replace("s3:*", "*s3"))}, "does not take"),
    ("routed", {"X": REWRITE % "(?<host>[a-z]+)-(?i)old"}, {"X": REWRITE % "(?<host>[a-z]+)-(?=old)"}, "lookahead"),
    ("nat", {**MODE, "TaskDefinition.NetworkMode": "!Ref Mode"}, {**MODE, "TaskDefinition.NetworkMode": "bridge"},
     "the host itself has"),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "surely"), [(BUS, True), ({"Nightly.EventBusName": "central"}, False)])
def test_who_sends_to_a_bus_of_another_stack_is_not_known(tmp_path: Path, edits: Edits, surely: bool) -> None:
    result = edited(tmp_path, "scheduled", event("{source: [aws.s3]}"), edits)
    assert ("WCS442" in result.rules) == surely


@pytest.mark.parametrize(("base", "taken", "refused", "word"), PAIRS, ids=[word for *_, word in PAIRS])
def test_what_aws_takes_is_not_told_and_its_twin_is(
    tmp_path: Path, base: str, taken: Edits, refused: Edits, word: str
) -> None:
    assert any(word in each for each in told(tmp_path, base, refused))
    before = told(tmp_path, base, {})
    assert [each for each in told(tmp_path, base, taken) if each not in before] == []
