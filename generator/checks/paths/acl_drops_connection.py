"""Lesson 1: a network ACL drops the connections of running tasks, or those to them."""

from __future__ import annotations

from generator.checks._acls import CHANGE, DROPS, acl_of, entry
from generator.checks.check import Check
from generator.needs.network.acl_hops import ConnectionDropped

_AND_SO = "; connections of {source} to {target} on {port} time out"


class AclDropsConnection(Check):
    id = "ECS019"
    lesson = 1
    title = "Network ACL drops connections between a service and what it works with"
    symptom = (
        "connect ETIMEDOUT, 504 Gateway Time-out, or (reason Request timed out), although security groups are right"
    )
    why = (
        "Between subnets, the network ACLs of both are asked, for the requests and for the answers: an ACL keeps no "
        "state. Load balancers choose the ports on which they take answers from 1024-65535, tasks on Linux from "
        "32768-60999."
    )
    fix = "Allow the port of the target in one direction and the ports of the client in the other, on both subnets."
    fault = ConnectionDropped
    message = {"requests": DROPS["requests"] + _AND_SO, "answers": DROPS["answers"] + _AND_SO}
    change = CHANGE
    base = "balanced"
    good = {
        "Balancer.Subnets": "[!Ref SecondSubnet, !Ref PublicSubnet]",
        **acl_of("SecondSubnet"),
        "Inbound": entry("Protocol: -1, CidrBlock: 10.0.0.0/8"),
        "Outbound": entry("Egress: true, Protocol: 6, PortRange: {From: 1024, To: 65535}, CidrBlock: 10.0.0.0/8"),
    }
    bad = {"Outbound.PortRange": "{From: 32768, To: 65535}"}
