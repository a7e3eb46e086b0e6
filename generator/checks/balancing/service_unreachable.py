"""Lesson 10: a service behind a load balancer that no request gets to."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.balancers import RequestsStopped


class ServiceUnreachable(Check):
    id = "ECS101"
    lesson = 10
    title = "Requests do not reach the service through its load balancer"
    symptom = (
        "Clients wait and get 504 Gateway Time-out, or no connection at all; (port 3000) is unhealthy in "
        "(target-group ...) due to (reason Request timed out)"
    )
    why = (
        "A request gets through when the subnets of an internet-facing load balancer have a route to the internet "
        "gateway, the load balancer's security group admits the client and lets the request out to the tasks, and "
        "the security group of the tasks admits the load balancer."
    )
    fix = (
        "Add what the message names: an ingress rule for the clients, or for the load balancer's security group on "
        "the container's port; an egress rule; or subnets with a route to the internet gateway."
    )
    fault = RequestsStopped
    message = {
        **_ports.message("target health checks time out, clients get 504, and ECS replaces the tasks repeatedly"),
        "clients": (
            "{source} listens on {ports}, but its security groups admit nobody there: clients cannot reach {target}"
        ),
        "internet": (
            "{source} is internet-facing, but its subnet {subnet} has no route to an internet gateway: requests of "
            "clients to {target} time out"
        ),
    }
    change = {
        **_ports.CHANGE,
        "clients": "add an ingress rule: IpProtocol tcp, FromPort {port}, ToPort {port}, from the clients",
        "internet": "{given_by}: subnets whose route table leads to an AWS::EC2::InternetGateway; or Scheme: internal",
    }
    base = "balanced"
    bad = {
        "TaskGroup.SecurityGroupIngress.0.SourceSecurityGroupId": None,
        "TaskGroup.SecurityGroupIngress.0.CidrIp": "192.168.0.0/16",
    }
