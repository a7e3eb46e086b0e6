"""A load balancer with IPv6 addresses, whose security groups admit clients by IPv4 only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.network.groups import first_group
from generator.finding import Finding
from generator.needs.balancing.balancer_clients import own_groups
from generator.needs.balancing.balancer_families import admits_one_family
from generator.needs.context import Context


class Ipv6NotAdmitted(Check):
    id = "WCS196"
    lesson = 19
    title = "Security groups of a dual-stack load balancer admit no client by IPv6"
    symptom = "Clients that prefer IPv6 wait before they connect, or do not connect at all; others notice nothing."
    why = (
        "The name of a dual-stack load balancer has IPv6 addresses too, and a rule with CidrIp says nothing about "
        "those: each version of IP needs a rule of its own, with CidrIpv6. Clients by IPv4 get through."
    )
    fix = "Add the same rule with CidrIpv6; or set IpAddressType to ipv4."
    message = (
        "IpAddressType of {balancer} is dualstack, and its security groups admit clients by IPv4 only: clients that "
        "come by IPv6 time out"
    )
    change = "add the same ingress rule with CidrIpv6, such as ::/0; or IpAddressType of {balancer}: ipv4"
    base = "balanced"
    good = {
        "Subnet.Ipv6CidrBlock": "!Select [0, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 2, 64]]",
        "Subnet.DependsOn": "VpcRange",
        "SecondSubnet.Ipv6CidrBlock": "!Select [1, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 2, 64]]",
        "SecondSubnet.DependsOn": "VpcRange",
        "VpcRange": """
            Type: AWS::EC2::VPCCidrBlock
            Properties: {VpcId: !Ref Vpc, AmazonProvidedIpv6CidrBlock: true}
""",
        "Balancer.IpAddressType": "dualstack",
        "BalancerGroup.SecurityGroupIngress.1": "{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIpv6: '::/0'}",
    }
    bad = {
        "BalancerGroup.SecurityGroupIngress.1": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for balancer in context.graph.of_type(BALANCER):
            if admits_one_family(context, balancer, context.balancers.listeners(balancer)):
                group = first_group(context.graph, own_groups(context, balancer))
                place, step = (group, "SecurityGroupIngress") if group else (balancer, "SecurityGroups")
                yield self.at(place, step, balancer=balancer)
