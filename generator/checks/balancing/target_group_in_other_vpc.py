"""A target group of another VPC than its load balancer, or than the tasks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import TARGETS
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.balancing.balancer_places import TargetGroupElsewhere, target_group_elsewhere
from generator.needs.context import Context
from generator.stack import Resource


class TargetGroupInOtherVpc(Check):
    id = "ECS193"
    lesson = 19
    title = "Target group is in another VPC than its load balancer or its tasks"
    symptom = "CREATE_FAILED: The following target groups are in a different VPC than load balancer ..."
    why = (
        "A listener forwards only to target groups in the VPC of its load balancer, and ECS registers the addresses of "
        "tasks in a target group of their VPC. With nested stacks, VpcId and Subnets often come through different "
        "parameters."
    )
    fix = "Give the target group the VpcId of the subnets of the load balancer and of the tasks."
    fault = TargetGroupElsewhere
    message = {
        "balancer": (
            "{target_group} is in {vpc}, and {other}, whose listeners forward to it, in {other_vpc}: the listener or "
            "rule is refused (The following target groups are in a different VPC than load balancer)"
        ),
        "tasks": (
            "{target_group} is in {vpc}, and the tasks of {other} that are registered in it are in {other_vpc}: the "
            "load balancer gets to none of them"
        ),
    }
    change = "VpcId: {other_vpc}"
    base = "balanced"
    bad = {
        "OtherVpc": "{Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.1.0.0/16}}",
        "Targets.VpcId": "!Ref OtherVpc",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find target groups that a listener cannot forward to, whoever is behind them."""
        for group in context.graph.of_type(TARGETS):
            balancers: dict[Resource, None] = {}
            for forwarder in context.balancers.forwarders(group):
                listener = context.balancers.listener(forwarder)
                balancer = context.balancers.balancer(listener) if listener else None
                balancers |= {balancer: None} if balancer and group.exists is Truth.YES else {}
            for balancer in balancers:
                if fault := target_group_elsewhere(context, group, balancer):
                    yield self.word(fault)
