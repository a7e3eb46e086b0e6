"""What Elastic Load Balancing refuses of target groups: attributes, targets, paths of health checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, ip_address, ip_network

from generator.ecs.balancing.balancers import TARGETS
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.resources.ec2.blocks import ipv4_block
from generator.refusals.resources.elasticloadbalancingv2.attributes import attributes_of
from generator.stack import Absent, Graph, Resource

VPC, ADDED = "AWS::EC2::VPC", "AWS::EC2::VPCCidrBlock"

_HTTP = ("HTTP", "HTTPS")
_FOR_CONNECTIONS = ("TCP", "TLS", "UDP", "TCP_UDP")
"""Without a ProtocolVersion. Source: Elastic Load Balancing API Reference, CreateTargetGroup, ProtocolVersion
("[HTTP/HTTPS protocol]"); from memory, 2026-11; that another is refused was not looked up."""
_FOR_NETWORK = re.compile(
    r"deregistration_delay\.connection_termination\.|preserve_client_ip\.|proxy_protocol_v2\."
    r"|target_health_state\.|target_failover\."
)
_FOR_APPLICATION = re.compile(r"slow_start\.|load_balancing\.algorithm\.|stickiness\.(lb|app)_cookie\.")
_ATTRIBUTES = ("TargetGroupAttributes",)
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")))


def attributes(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, TargetGroupAttribute, CreateTargetGroup; boto3 #1834
    and aws-cdk #19043 (what groups for functions are refused); aws-load-balancer-controller #3686 and code-dot-org
    #51253 (slow start with another algorithm); read 2026-11."""
    if literal(group.get("TargetType")) == "lambda":
        for name in ("Port", "Protocol", "VpcId"):
            if not isinstance(group.get(name), Absent):
                yield f"{group} is for a function, and has a {name}"
        return
    spoken, written = literal(group.get("Protocol")), attributes_of(group, "TargetGroupAttributes")
    if spoken in _FOR_CONNECTIONS and not isinstance(group.get("ProtocolVersion"), Absent):
        yield f"{group} speaks {spoken}, with which there is no ProtocolVersion"
    known = dict(written)
    foreign = None if spoken is None else _FOR_NETWORK if spoken in _HTTP else _FOR_APPLICATION
    for key in dict.fromkeys(key for key, _ in written):
        if key.startswith("lambda.") and _of_no_function(group):
            yield f"{group} is for no function, and has the attribute {key[:60]}"
        if foreign and foreign.match(key):
            yield f"{group} speaks {spoken}, with which there is no attribute {key[:60]}"
        if [each for each, _ in written].count(key) > 1:
            yield f"{group} has the attribute {key[:60]} twice"
    algorithm = known.get("load_balancing.algorithm.type", "round_robin")
    slow = known.get("slow_start.duration_seconds", "0")
    if slow not in ("0", None) and algorithm not in ("round_robin", None):
        said = f"{group} has a slow start, which the algorithm {algorithm[:40]} does not have"
        change = "load_balancing.algorithm.type: round_robin; or leave slow_start.duration_seconds out"
        yield Surely(said, group, *_ATTRIBUTES, change=change)
    if known.get("load_balancing.algorithm.anomaly_mitigation") == "on" and algorithm not in ("weighted_random", None):
        yield f"{group} has anomaly mitigation, which only the algorithm weighted_random has"
    cookie = known.get("stickiness.app_cookie.cookie_name", "")
    if known.get("stickiness.enabled") == "true" and known.get("stickiness.type") == "app_cookie" and cookie == "":
        said = f"{group} keeps clients by a cookie of the application, and does not name it"
        yield Surely(said, group, *_ATTRIBUTES, change="TargetGroupAttributes: add stickiness.app_cookie.cookie_name")
    if cookie and cookie.upper() in ("AWSALB", "AWSALBAPP", "AWSALBTG"):
        said = f"{group} names the cookie {cookie}, which is the balancer's own"
        yield Surely(said, group, *_ATTRIBUTES, change="stickiness.app_cookie.cookie_name: a cookie of the application")


def _of_no_function(group: Resource) -> bool:
    """Source: Elastic Load Balancing API Reference, TargetGroupAttribute, lambda.multi_value_headers.enabled (of a
    function alone); aws-cdk #38367 ("only supported for Lambda targets"); read 2026-11."""
    kind = group.get("TargetType")
    return isinstance(kind, Absent) or literal(kind) in ("ip", "instance", "alb")


def matcher(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, Matcher, HttpCode (a range such as 200-299); from memory, 2026-11.
    Where the end comes first there is no code in it, and no target is healthy, whether it is refused or not."""
    codes = literal(group.get("Matcher", "HttpCode")) or ""
    ranges = [each.strip().partition("-") for each in codes.split(",")]
    for first, _, last in ranges:
        if first.isdigit() and last.isdigit() and int(first) > int(last):
            yield f"Matcher of {group} has the range {first[:9]}-{last[:9]}, whose end comes first"


def health_check_path(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckPath; RFC 3986 (no spaces in a path);
    that it is refused was not looked up, 2026-11."""
    path = literal(group.get("HealthCheckPath"))
    if path is not None and path.startswith("/") and any(each.isspace() for each in path):
        yield f"HealthCheckPath of {group} is {path[:60]!r}, and has a space"


def targets(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: AWS CDK API Reference, IpTarget (addresses of the subnets of the group's VPC, whichever these are, and of
    RFC 1918 and RFC 6598; no public ones); an excerpt, read 2026-11."""
    if literal(group.get("TargetType")) != "ip":
        return
    own = _blocks(graph, group)
    for index, _ in items(group.get("Targets")):
        try:
            address = ip_address(literal(group.get("Targets", index, "Id")) or "")
        except ValueError:
            continue
        if address.version == 4 and own is not None and not any(address in block for block in (*_PRIVATE, *own)):
            yield f"Targets of {group} has {address}, which is public, and private addresses are taken"
        elif (
            address.version == 4
            and own
            and not any(address in block for block in own)
            and isinstance(group.get("Targets", index, "AvailabilityZone"), Absent)
        ):
            yield f"Targets of {group} has {address}, which is outside of its VPC, and takes the AvailabilityZone all"


def _blocks(graph: Graph, group: Resource) -> list[IPv4Network] | None:
    """The blocks of the VPC of a group; None where one is not known, so that any address may be of it."""
    vpc = graph.target(group.get("VpcId"), VPC)
    if vpc is None:
        return []
    added = [each for each in graph.of_type(ADDED) if graph.target(each.get("VpcId"), VPC) is vpc]
    given = [each.get("CidrBlock") for each in (vpc, *added)]
    blocks = [ipv4_block(each) for each in given if not isinstance(each, Absent)]
    return None if None in blocks else [each for each in blocks if each is not None]


REFUSALS: Refusals = {
    TARGETS: (
        attributes,
        matcher,
        health_check_path,
        targets,
    ),
}
