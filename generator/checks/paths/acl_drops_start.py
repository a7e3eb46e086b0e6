"""Lesson 1: a network ACL drops the requests of tasks that start, or the answers to them."""

from __future__ import annotations

from generator.checks._acls import CHANGE, DROPS, acl_of, entry
from generator.checks.check import Check
from generator.needs.network.acl_hops import StartDropped

_AND_SO = "; tasks of {task} do not get through to {target} on {port} and fail ({symptom})"


class AclDropsStart(Check):
    id = "ECS018"
    lesson = 1
    title = "Network ACL drops what tasks send or receive to start"
    symptom = "ResourceInitializationError ... context deadline exceeded, although routes and security groups are right"
    why = (
        "A network ACL that a template creates drops everything but what its entries allow; of those that are about a "
        "packet, the one with the lowest number decides. It keeps no state: the answers need an entry of their own, on "
        "the ports that the client chooses (32768-60999 on Linux, 1024-65535 for NAT gateways and load balancers)."
    )
    fix = "Allow the requests in one direction and the answers in the other, on each subnet on the way."
    fault = StartDropped
    message = {"requests": DROPS["requests"] + _AND_SO, "answers": DROPS["answers"] + _AND_SO}
    change = CHANGE
    base = "isolated"
    good = {
        "EndpointSubnet": """
            Type: AWS::EC2::Subnet
            Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}
""",
        "EcrApiEndpoint.SubnetIds": "[!Ref EndpointSubnet]",
        **acl_of("Subnet"),
        "RequestsOut": entry("Egress: true, Protocol: 6, PortRange: {From: 443, To: 443}, CidrBlock: 0.0.0.0/0"),
        "AnswersIn": entry("Egress: false, Protocol: 6, PortRange: {From: 32768, To: 65535}, CidrBlock: 0.0.0.0/0"),
    }
    bad = {"AnswersIn": None}
