"""What stands beside tasks in ordinary stacks, and takes no answer back."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.needs.matrix import Prover
from generator.stack import load

_TRUST = (
    "AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: %s}, "
    "Action: sts:AssumeRole}]}"
)


def resource(kind: str, properties: str) -> str:
    return f"{{Type: {kind}, Properties: {{{properties}}}}}"


BESIDE = {
    "alarm": resource(
        "AWS::CloudWatch::Alarm",
        "Namespace: AWS/ECS, MetricName: CPUUtilization, Dimensions: [{Name: ServiceName, Value: !GetAtt Service.Name}"
        "], ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1, Period: 60, Statistic: Sum, Threshold: 80",
    ),
    "topic": resource("AWS::SNS::Topic", "DisplayName: alarms"),
    "log filter": resource(
        "AWS::Logs::MetricFilter",
        "LogGroupName: !Ref LogGroup, FilterPattern: ERROR, MetricTransformations: [{MetricName: errors, "
        "MetricNamespace: web, MetricValue: '1'}]",
    ),
    "scaling": resource(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "MinCapacity: 1, MaxCapacity: 4, ServiceNamespace: ecs, ScalableDimension: 'ecs:service:DesiredCount', "
        "ResourceId: !Sub 'service/${Cluster}/${Service.Name}'",
    ),
    "rotation": resource(
        "AWS::SecretsManager::RotationSchedule",
        "SecretId: !Ref Secret, RotationRules: {AutomaticallyAfterDays: 30}, RotationLambdaARN: !Sub "
        "'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:rotate'",
    ),
    "policy of the secret": resource(
        "AWS::SecretsManager::ResourcePolicy",
        "SecretId: !Ref Secret, BlockPublicPolicy: true, ResourcePolicy: {Version: '2012-10-17', Statement: [{Effect: "
        "Deny, Principal: '*', Action: 'secretsmanager:DeleteSecret', Resource: '*'}]}",
    ),
    "bucket": resource("AWS::S3::Bucket", "PublicAccessBlockConfiguration: {BlockPublicPolicy: true}"),
    "table": resource(
        "AWS::DynamoDB::Table",
        "AttributeDefinitions: [{AttributeName: id, AttributeType: S}], "
        "KeySchema: [{AttributeName: id, KeyType: HASH}], BillingMode: PAY_PER_REQUEST",
    ),
    "firewall": resource(
        "AWS::WAFv2::WebACL",
        "Scope: REGIONAL, DefaultAction: {Allow: {}}, VisibilityConfig: {SampledRequestsEnabled: true, "
        "CloudWatchMetricsEnabled: true, MetricName: web}",
    ),
    "budget": resource(
        "AWS::Budgets::Budget", "Budget: {BudgetType: COST, TimeUnit: MONTHLY, BudgetLimit: {Amount: 100, Unit: USD}}"
    ),
    "certificate": resource("AWS::CertificateManager::Certificate", "DomainName: www.example.com"),
    "record": resource(
        "AWS::Route53::RecordSet",
        "HostedZoneName: example.com., Name: www.example.com., Type: A, TTL: '60', ResourceRecords: [192.0.2.1]",
    ),
    "endpoint": resource(
        "AWS::EC2::VPCEndpoint",
        "VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3', RouteTableIds: [!Ref RouteTable]",
    ),
    "role of somebody else": resource("AWS::IAM::Role", _TRUST % "!Ref Open"),
    "parameter": resource("AWS::SSM::Parameter", "Name: !Ref Open, Type: String, Value: !Ref Cluster"),
    "alias": resource("AWS::KMS::Alias", "AliasName: alias/web, TargetKeyId: !Ref Open"),
    "name servers": resource("AWS::EC2::DHCPOptions", "DomainNameServers: [AmazonProvidedDNS]"),
    "guard": resource(
        "AWS::IAM::Policy",
        "PolicyName: guard, Roles: [!Ref ExecutionRole], PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: "
        "Deny, Action: '*', Resource: '*', Condition: {StringNotEquals: {'aws:RequestedRegion': !Ref 'AWS::Region'}}}, "
        "{Effect: Deny, Action: '*', Resource: '*', Condition: {Bool: {'aws:SecureTransport': 'false'}}}]}",
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_takes_nothing_back(tmp_path: Path, name: str) -> None:
    edits = {"Parameters.Open": "{Type: String}", "Beside": BESIDE[name]}
    (tmp_path / "root.yaml").write_text(template("injected", tuple(edits.items())))
    prover = Prover(load(tmp_path / "root.yaml", parameters={"AWS::Region": "us-east-1"}))
    assert {proof.need.name: proof.answer.because for proof in prover.proofs if not proof.answer.yes} == {}
