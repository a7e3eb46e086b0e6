"""Load balancers that send to target groups, with all that they listen to."""

from __future__ import annotations

from collections.abc import Iterable

from generator.aws.live.reading import Reading


def balancers(reading: Reading, groups: Iterable[str]) -> None:
    """Keep the target groups, and every balancer of their VPCs. A group that is not there is noted as absent."""
    wanted = sorted(set(groups))
    found = []
    for group in wanted:  # one unknown ARN makes the call for several fail
        told = reading.all("elbv2", "describe_target_groups", "TargetGroups", TargetGroupArns=[group])
        if not told and not reading.refused("elbv2", "describe_target_groups"):
            reading.facts.absent[group] = "a target group"
        found += told
    reading.facts.add("elasticloadbalancing:DescribeTargetGroups", found)
    subnets = {subnet["SubnetId"] for subnet in reading.facts.of("ec2:DescribeSubnets")}
    vpcs = {group.get("VpcId") for group in found}
    for balancer in reading.all("elbv2", "describe_load_balancers", "LoadBalancers") if found else ():
        zones = {zone.get("SubnetId") for zone in balancer.get("AvailabilityZones") or ()}
        if zones & subnets if subnets else balancer.get("VpcId") in vpcs:
            arn = balancer["LoadBalancerArn"]
            answer = reading.one("elbv2", "describe_load_balancer_attributes", LoadBalancerArn=arn)
            attributes = [each for each in (answer or {}).get("Attributes") or () if each.get("Value")]
            reading.facts.add("elasticloadbalancing:DescribeLoadBalancers", [balancer | {"Attributes": attributes}])
            _balancer(reading, arn)


def _balancer(reading: Reading, arn: str) -> None:
    for listener in reading.keep("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=arn):
        told = reading.all("elbv2", "describe_rules", "Rules", ListenerArn=listener["ListenerArn"])
        rules = [rule | {"ListenerArn": listener["ListenerArn"]} for rule in told]
        reading.facts.add("elasticloadbalancing:DescribeRules", rules)
