"""Lesson 10: a service behind a load balancer that no request gets to."""

from __future__ import annotations

from dataclasses import replace

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.network.requests_stopped import RequestsStopped


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
        "addresses": (
            "no security group of {target} admits the addresses of {source}, which has no groups, on {port}: target "
            "health checks time out, clients get no answer, and ECS replaces the tasks repeatedly"
        ),
        "kept": (
            "{source} keeps the addresses of its clients, and no security group of {target} admits those on {port}: "
            "clients get no answer"
        ),
        "clients by IPv4": (
            "{source} listens on {ports}, but its security groups admit clients by IPv6 only there, and it has no IPv6 "
            "addresses: clients cannot reach {target}"
        ),
        "clients by IPv6": (
            "{source} listens on {ports}, but its security groups admit clients by IPv4 only there, and clients come "
            "by IPv6 (dualstack-without-public-ipv4): clients cannot reach {target}"
        ),
        "clients": (
            "{source} listens on {ports}, but its security groups admit nobody there: clients cannot reach {target}"
        ),
        "internet": (
            "{source} is internet-facing, but its subnet {subnet} has no route to an internet gateway: requests of "
            "clients to {target} time out"
        ),
    }
    change = {
        **{name: text.replace("tcp", "{protocol}") for name, text in _ports.CHANGE.items()},
        "addresses": (
            "add an ingress rule: IpProtocol {protocol}, FromPort {port}, ToPort {port}, CidrIp: the CIDR blocks of "
            "the subnets of {source}"
        ),
        "kept": (
            "add an ingress rule: IpProtocol {protocol}, FromPort {port}, ToPort {port}, CidrIp 0.0.0.0/0 or that of "
            "the clients; or preserve_client_ip.enabled of the target group: false"
        ),
        "clients": "add an ingress rule: IpProtocol {protocol}, FromPort {port}, ToPort {port}, from the clients",
        "clients by IPv4": "add an ingress rule with CidrIp: IpProtocol {protocol}, FromPort {port}, ToPort {port}",
        "clients by IPv6": "add an ingress rule with CidrIpv6: IpProtocol {protocol}, FromPort {port}, ToPort {port}",
        "internet": "{given_by}: subnets whose route table leads to an AWS::EC2::InternetGateway; or Scheme: internal",
    }
    remedy = {name: replace(remedy, protocol="{protocol}") for name, remedy in _ports.REMEDY.items()}
    base = "balanced"
    bad = {
        "TaskGroup.SecurityGroupIngress.0.SourceSecurityGroupId": None,
        "TaskGroup.SecurityGroupIngress.0.CidrIp": "192.168.0.0/16",
    }
