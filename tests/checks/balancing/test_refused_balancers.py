"""A load balancer, a target group, a listener or a rule that is refused: tasks behind it are not proven to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import Edited, edited

LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
RULE = (
    "{{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {{ListenerArn: !Ref Listener, "
    "Priority: {priority}, Conditions: {conditions}, Actions: [{{Type: forward, TargetGroupArn: !Ref Targets}}]}}}}"
)
PATH = "[{Field: path-pattern, Values: [/x]}]"
ID = "3f2a9c1e-77b4-4d0a-9e21-5c8d0b6f1a24"
TLS = {
    "Listener.Protocol": "HTTPS",
    "Listener.Port": "443",
    "BalancerGroup.SecurityGroupIngress.0.FromPort": "443",
    "BalancerGroup.SecurityGroupIngress.0.ToPort": "443",
}


def certificate(region: str = "eu-central-1", account: str = "210987654321") -> str:
    return f"{{CertificateArn: 'arn:aws:acm:{region}:{account}:certificate/{ID}'}}"


def found(folder: Path, *edits: dict[str, str | None]) -> Edited:
    return edited(folder, "balanced", *edits, region="eu-central-1")


def rule(priority: object = 1, conditions: str = PATH) -> str:
    return RULE.format(priority=priority, conditions=conditions)


@pytest.mark.parametrize(
    ("number", "edits"),
    [
        ("ECS290", {"Balancer.Name": "internal-web"}),
        ("ECS290", {"Balancer.Name": "web_shop"}),
        ("ECS290", {"Targets.Name": "w" * 33}),
        ("ECS290", {"Targets.HealthCheckEnabled": "false"}),
        ("ECS290", {"Targets.HealthCheckPath": "health"}),
        ("ECS290", {"Targets.Matcher": "{HttpCode: '600'}"}),
        ("ECS290", {"Targets.Port": "0"}),
        ("ECS290", {"Targets.TargetGroupAttributes": "[{Key: deregistration_delay.timeout_seconds, Value: '4000'}]"}),
        ("ECS290", {"Targets.TargetGroupAttributes": "[{Key: preserve_client_ip.enabled, Value: 'true'}]"}),
        ("ECS290", {"Balancer.LoadBalancerAttributes": "[{Key: idle_timeout.timeout_seconds, Value: '5000'}]"}),
        ("ECS290", {"Listener.Protocol": "http"}),
        ("ECS290", {"WebRule": rule(priority=50001)}),
        ("ECS290", {"WebRule": rule(conditions="[{Field: path, Values: [/x]}]")}),
        ("ECS290", {"WebRule": rule(conditions="[{Field: source-ip, SourceIpConfig: {Values: [203.0.113.1]}}]")}),
        ("ECS113", {"WebRule": rule(conditions="[]")}),
        ("ECS147", {"WebRule": rule(), "OtherRule": rule(conditions="[{Field: path-pattern, Values: [/y]}]")}),
        ("ECS145", {"Listener.Protocol": "TCP"}),
        ("ECS290", {"Listener.SslPolicy": "TLS13", "Listener.Certificates": f"[{certificate()}]", **TLS}),
        ("ECS294", {"Listener.Certificates": f"[{certificate('us-east-1')}]", **TLS}),
        ("ECS294", {"Listener.Certificates": "[{CertificateArn: web}]", **TLS}),
        ("ECS294", {"Listener.Certificates": f"[{certificate()}, {certificate()}]", **TLS}),
        ("ECS294", {"Listener.Certificates": f"[{certificate()}]"}),
        ("ECS293", {"Listener.DefaultActions.1": "{Type: forward, TargetGroupArn: !Ref Targets}"}),
        ("ECS292", {"Second": f"{{Type: {LISTENER}, Properties: {{LoadBalancerArn: !Ref Balancer, Port: 80, "
                              "Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}"}),
    ],
)  # fmt: skip
def test_the_tasks_behind_it_are_not_proven(tmp_path: Path, number: str, edits: dict[str, str | None]) -> None:
    result = found(tmp_path, edits)
    assert number in result.rules
    assert result.verdict("start") == "no"


@pytest.mark.parametrize(
    "edits",
    [
        {"Balancer.Name": "web-1", "Targets.Name": "web-1"},
        {"Targets.HealthCheckEnabled": "true"},
        {"Targets.Matcher": "{HttpCode: '200-299,404'}"},
        {"Targets.TargetGroupAttributes": "[{Key: slow_start.duration_seconds, Value: '30'}]"},
        {"Targets.TargetGroupAttributes": "[{Key: stickiness.enabled, Value: !Ref Sticky}]",
         "Parameters.Sticky": "{Type: String}"},
        {"WebRule": rule(priority=50000)},
        {"Listener.Certificates": f"[{certificate()}]", **TLS, "Listener.SslPolicy": "ELBSecurityPolicy-2016-08"},
        {"Listener.Certificates": "!If [Secure, [{CertificateArn: x}], !Ref AWS::NoValue]",
         "Conditions.Secure": "!Equals [a, b]"},
        {"Listener.Certificates": "[{CertificateArn: !If [Secure, x, !Ref AWS::NoValue]}]",
         "Conditions.Secure": "!Equals [a, b]"},
    ],
)  # fmt: skip
def test_what_is_accepted_is_no_error(tmp_path: Path, edits: dict[str, str | None]) -> None:
    result = found(tmp_path, edits)
    assert not {each for each in result.rules if each.startswith("E")}
    assert result.verdict("start") == "yes"


def test_a_policy_that_may_have_come_since_is_not_known(tmp_path: Path) -> None:
    edits = {"Listener.Certificates": f"[{certificate()}]", **TLS}
    result = found(tmp_path, edits, {"Listener.SslPolicy": "ELBSecurityPolicy-TLS13-1-3-2099-01"})
    assert result.rules == set()
    assert result.verdict("load balancer Balancer") == "unknown"


def test_a_bucket_with_a_key_of_kms_is_not_known(tmp_path: Path) -> None:
    result = found(
        tmp_path,
        {
            "Logs": (
                "{Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: "
                "[{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}}]}}}"
            ),
            "Balancer.LoadBalancerAttributes": (
                "[{Key: access_logs.s3.enabled, Value: 'true'}, {Key: access_logs.s3.bucket, Value: !Ref Logs}]"
            ),
        },
    )
    assert "WCS296" in result.rules
    assert result.verdict("load balancer Balancer") == "unknown"
