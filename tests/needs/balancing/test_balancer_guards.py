"""A web ACL before a load balancer: whether requests get through it, and to which load balancer they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

SEEN = "VisibilityConfig: {SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: web}"
STATEMENT = "Statement: {GeoMatchStatement: {CountryCodes: [DE]}}"
ROW = "load balancer Balancer"


def guarded(default: str, *rules: str, balancer: str = "Balancer") -> dict[str, str | None]:
    listed = ", ".join(f"{{Name: r{index}, Priority: {index}, {SEEN}, {each}}}" for index, each in enumerate(rules))
    return {
        "Acl": (
            f"{{Type: AWS::WAFv2::WebACL, Properties: {{Scope: REGIONAL, DefaultAction: {{{default}: {{}}}}, {SEEN}, "
            f"Rules: [{listed}]}}}}"
        ),
        "AclAssociation": (
            f"{{Type: AWS::WAFv2::WebACLAssociation, Properties: {{ResourceArn: !Ref {balancer}, "
            "WebACLArn: !GetAtt Acl.Arn}}"
        ),
    }


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (guarded("Allow"), "yes"),
        (guarded("Block"), "no"),
        (guarded("Block", f"Action: {{Count: {{}}}}, {STATEMENT}"), "no"),
        (guarded("Block", f"Action: {{Block: {{}}}}, {STATEMENT}"), "no"),
        (guarded("Block", f"Action: {{Allow: {{}}}}, {STATEMENT}"), "unknown"),
        (guarded("Block", f"OverrideAction: {{None: {{}}}}, {STATEMENT}"), "unknown"),
        (guarded("Allow", f"Action: {{Block: {{}}}}, {STATEMENT}"), "unknown"),
        (guarded("Allow", "OverrideAction: {None: {}}, Statement: {ManagedRuleGroupStatement: "
                          "{VendorName: AWS, Name: AWSManagedRulesCommonRuleSet}}"), "yes"),
        (guarded("Allow", "Action: {Block: {}}, Statement: {RateBasedStatement: "
                          "{Limit: 1000, AggregateKeyType: IP}}"), "yes"),
    ],
)  # fmt: skip
def test_who_gets_through(tmp_path: Path, edits: dict[str, str | None], expected: str) -> None:
    result = edited(tmp_path, "balanced", edits, region="eu-central-1")
    assert result.verdict(ROW) == expected
    assert result.rules == ({"ECS295"} if expected == "no" else set())


SECOND = {
    "Other": (
        "{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: application, Scheme: internal, "
        "Subnets: [!Ref Subnet, !Ref SecondSubnet], SecurityGroups: [!Ref BalancerGroup]}}"
    ),
    "OtherTargets": (
        "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, TargetType: ip, "
        "Protocol: HTTP, Port: 3000, HealthCheckPath: /health}}"
    ),
    "OtherListener": (
        "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Other, Port: 80, "
        "Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref OtherTargets}]}}"
    ),
    "Service.LoadBalancers.1": "{ContainerName: web, ContainerPort: 3000, TargetGroupArn: !Ref OtherTargets}",
    "Service.DependsOn": "[DefaultRoute, Listener, OtherListener]",
}


@pytest.mark.parametrize(
    "doubt",
    [
        guarded("Block", f"Action: {{Allow: {{}}}}, {STATEMENT}", balancer="Other"),
        {"OtherListener.MutualAuthentication": "{Mode: verify}"},
        {"Other.LoadBalancerAttributes": "[{Key: something.new, Value: 'true'}]"},
    ],
)
def test_a_doubt_about_one_balancer_is_none_about_another(tmp_path: Path, doubt: dict[str, str | None]) -> None:
    result = edited(tmp_path, "balanced", SECOND, doubt, region="eu-central-1")
    assert (result.verdict(ROW), result.verdict("load balancer Other")) == ("yes", "unknown")
