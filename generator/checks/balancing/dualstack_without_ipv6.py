"""A load balancer that is to have IPv6 addresses, in subnets that have none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.balancing.balancer_families import SubnetWithoutIpv6, has_ipv6_addresses
from generator.needs.context import Context
from generator.remedy import Write


class DualstackWithoutIpv6(Check):
    id = "ECS196"
    lesson = 19
    fails_creation = True
    title = "Dual-stack load balancer is in a subnet without IPv6 addresses"
    symptom = "CREATE_FAILED: You must specify subnets with an associated IPv6 CIDR block"
    why = (
        "With IpAddressType dualstack, or dualstack-without-public-ipv4, each node of the load balancer has an IPv6 "
        "address of its subnet. VPC and subnets need IPv6 CIDR blocks for that."
    )
    fix = "Give the VPC and each subnet of the load balancer an IPv6 CIDR block; or set IpAddressType to ipv4."
    fault = SubnetWithoutIpv6
    message = (
        "IpAddressType of {balancer} is {type}, and its subnet {subnet} has no IPv6 CIDR block: CreateLoadBalancer "
        "fails"
    )
    change = "IpAddressType: ipv4; or Ipv6CidrBlock of {subnet}"
    remedy = Write("IpAddressType", "ipv4")
    base = "balanced"
    bad = {
        "Balancer.IpAddressType": "dualstack",
        "BalancerGroup.SecurityGroupIngress.1": "{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIpv6: '::/0'}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find load balancers that cannot be created, whoever is behind them."""
        for balancer in context.graph.of_type(BALANCER):
            answers = has_ipv6_addresses(context, balancer, ()) if balancer.exists is Truth.YES else ()
            causes = (cause for answer in answers for cause in answer.causes)
            yield from (self.word(cause) for cause in causes if isinstance(cause, SubnetWithoutIpv6))
