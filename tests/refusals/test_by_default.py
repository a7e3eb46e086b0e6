"""What the Default of a parameter would have refused is told as a doubt that rests on it, and is no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

CONTAINER = "TaskDefinition.ContainerDefinitions.0"
DIGEST = "registry.example.com/web@sha256:"
SECURE: Edits = {
    "Listener.Port": "443",
    "Listener.Protocol": "HTTPS",
    "Listener.Certificates": "[{CertificateArn: !Ref Given}]",
    "BalancerGroup.SecurityGroupIngress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]",
}
ALARM = (
    "{Type: AWS::CloudWatch::Alarm, Properties: {Namespace: AWS/ECS, MetricName: CPUUtilization, Statistic: Average, "
    "Period: 60, EvaluationPeriods: 3, Threshold: 90, ComparisonOperator: GreaterThanThreshold, "
    "AlarmActions: [!Ref Given]}}"
)
PARAMETER = "{Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Given}}"
CERTIFICATE = (
    "{Type: AWS::CertificateManager::Certificate, Properties: {DomainName: !Ref Given, ValidationMethod: DNS, "
    "DomainValidationOptions: [{DomainName: shop.example.com, HostedZoneId: Z0123456789ABCDEFGHIJ}]}}"
)
CASES: list[tuple[str, Edits, str, str, str]] = [
    ("balanced", SECURE, "", "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
     "is empty by default, and no ARN"),
    ("nat", {"Alarm": ALARM}, "ops", "arn:aws:sns:eu-west-1:111122223333:ops", "and ARNs are taken"),
    ("nat", {"Kept": PARAMETER}, "", "kept", "which Systems Manager does not take"),
    ("nat", {"Certificate": CERTIFICATE}, "example.com", "shop.example.com", "which it is not for"),
    ("nat", {"Cluster.Tags": "[{Key: team, Value: !Ref Given}]"}, "web;shop", "web", "are taken"),
    ("nat", {"Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups.0": "!Ref Given"}, "web",
     "sg-0123456789abcdef0", "which is no id"),
    ("nat", {f"{CONTAINER}.Image": "!Ref Given"}, f"{DIGEST}abc", f"{DIGEST}{'a' * 64}", "yet to be replaced"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "edits", "wrong", "right", "word"), CASES)
def test_a_default_that_is_refused_is_a_doubt_that_rests_on_it(
    tmp_path: Path, base: str, edits: Edits, wrong: str, right: str, word: str
) -> None:
    told = edited(
        tmp_path, base, edits, {"Parameters.Given": f"{{Type: String, Default: '{wrong}'}}"}, region="eu-west-1"
    )
    assert word in told.because("start")
    assert "(this rests on the Default of Given)" in told.because("start")
    assert told.verdict("start") == "unknown"
    assert not {rule for rule in told.rules if rule.startswith("E")}
    quiet = edited(
        tmp_path, base, edits, {"Parameters.Given": f"{{Type: String, Default: '{right}'}}"}, region="eu-west-1"
    )
    assert word not in quiet.because("start")
