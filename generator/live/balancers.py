"""Load balancers, what they listen to, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made, some, taken

BALANCER, GROUP = "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup"
LISTENER, RULE = "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule"
_GROUP = (
    "VpcId", "Protocol", "ProtocolVersion", "Port", "TargetType", "HealthCheckEnabled", "HealthCheckProtocol",
    "HealthCheckPort", "HealthCheckPath", "HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds",
    "HealthyThresholdCount", "UnhealthyThresholdCount", "IpAddressType",
)  # fmt: skip
_OF_ACTION = {"TargetGroupArn", "ForwardConfig"}


def balancers(facts: Facts) -> Iterator[Made]:
    """Each balancer, target group, listener and rule."""
    for told in facts.of("elasticloadbalancing:DescribeLoadBalancers"):
        arn, name = told["LoadBalancerArn"], told["LoadBalancerName"]
        properties = some(
            **taken(told, "Scheme", "Type", "IpAddressType", "SecurityGroups"),
            Name=name,
            Subnets=[zone["SubnetId"] for zone in told.get("AvailabilityZones") or () if zone.get("SubnetId")],
            LoadBalancerAttributes=told.get("Attributes"),
        )
        yield Made(BALANCER, arn, properties, {arn: "Ref", told.get("DNSName") or "": "DNSName"}, name)
    for told in facts.of("elasticloadbalancing:DescribeTargetGroups"):
        arn, name = told["TargetGroupArn"], told["TargetGroupName"]
        properties = some(**taken(told, *_GROUP), Matcher=told.get("Matcher"), Name=name)
        yield Made(GROUP, arn, properties, {arn: "Ref"}, name)
    for told in facts.of("elasticloadbalancing:DescribeListeners"):
        arn = told["ListenerArn"]
        properties = some(
            **taken(told, "LoadBalancerArn", "Port", "Protocol", "SslPolicy", "AlpnPolicy"),
            Certificates=[{"CertificateArn": each["CertificateArn"]} for each in told.get("Certificates") or ()],
            DefaultActions=[_action(action) for action in told.get("DefaultActions") or ()],
        )
        name = "/".join(arn.split("/")[2:3]) + f" {told.get('Port', '')}"
        yield Made(LISTENER, arn, properties, {arn: "Ref"}, name)
    for told in facts.of("elasticloadbalancing:DescribeRules"):
        if told.get("IsDefault") or told.get("Priority") == "default":
            continue
        arn = told["RuleArn"]
        properties = some(
            ListenerArn=told.get("ListenerArn"),
            Priority=int(told["Priority"]),
            Conditions=[_condition(condition) for condition in told.get("Conditions") or ()],
            Actions=[_action(action) for action in told.get("Actions") or ()],
        )
        yield Made(RULE, arn, properties, {arn: "Ref"}, f"rule {told['Priority']} {arn.split('/')[2]}")


def _action(told: Mapping[str, Any]) -> dict[str, Any]:
    """An action that forwards to one group tells it twice; once is enough."""
    made = {name: value for name, value in told.items() if value not in (None, [], {})}
    return {name: made[name] for name in made if name != "ForwardConfig"} if made.keys() >= _OF_ACTION else made


def _condition(told: Mapping[str, Any]) -> dict[str, Any]:
    """A condition tells its values twice as well: in its own part, and as ``Values`` of old."""
    made = {name: value for name, value in told.items() if value not in (None, [], {})}
    if any(name.endswith("Config") for name in made):
        made.pop("Values", None)
    return made
