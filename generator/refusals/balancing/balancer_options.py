"""What load balancers refuse of attributes that do not fit their kind or each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.balancing.balancers import BALANCER, TARGETS
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Graph, Resource

_HTTP = ("HTTP", "HTTPS")
_FOR_NETWORK = re.compile(
    r"deregistration_delay\.connection_termination\.|preserve_client_ip\.|proxy_protocol_v2\."
    r"|target_health_state\.|target_failover\."
)
_FOR_APPLICATION = re.compile(r"slow_start\.|load_balancing\.algorithm\.|stickiness\.(lb|app)_cookie\.")
_LOGS = ("access_logs.s3.", "connection_logs.s3.", "health_check_logs.s3.")


def _attributes(resource: Resource, name: str) -> list[tuple[str, str | None]]:
    indexes = [index for index, _ in items(resource.get(name))]
    keys = [literal(resource.get(name, index, "Key")) for index in indexes]
    values = [literal(resource.get(name, index, "Value")) for index in indexes]
    return [(key, value) for key, value in zip(keys, values, strict=True) if key is not None]


def _of_targets(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, TargetGroupAttribute, CreateTargetGroup; boto3 #1834
    and aws-cdk #19043 (what groups for functions are refused); aws-load-balancer-controller #3686 and code-dot-org
    #51253 (slow start with another algorithm); read 2026-11."""
    if literal(group.get("TargetType")) == "lambda":
        for name in ("Port", "Protocol", "VpcId"):
            if not isinstance(group.get(name), Absent):
                yield f"{group} is for a function, and has a {name}"
        return
    spoken, written = literal(group.get("Protocol")), _attributes(group, "TargetGroupAttributes")
    known = dict(written)
    foreign = None if spoken is None else _FOR_NETWORK if spoken in _HTTP else _FOR_APPLICATION
    for key in dict.fromkeys(key for key, _ in written):
        if foreign and foreign.match(key):
            yield f"{group} speaks {spoken}, with which there is no attribute {key[:60]}"
        if [each for each, _ in written].count(key) > 1:
            yield f"{group} has the attribute {key[:60]} twice"
    algorithm = known.get("load_balancing.algorithm.type", "round_robin")
    slow = known.get("slow_start.duration_seconds", "0")
    if slow not in ("0", None) and algorithm not in ("round_robin", None):
        yield f"{group} has a slow start, which the algorithm {algorithm[:40]} does not have"
    if known.get("load_balancing.algorithm.anomaly_mitigation") == "on" and algorithm not in ("weighted_random", None):
        yield f"{group} has anomaly mitigation, which only the algorithm weighted_random has"
    cookie = known.get("stickiness.app_cookie.cookie_name", "")
    if known.get("stickiness.enabled") == "true" and known.get("stickiness.type") == "app_cookie" and cookie == "":
        yield f"{group} keeps clients by a cookie of the application, and does not name it"
    if cookie and cookie.upper() in ("AWSALB", "AWSALBAPP", "AWSALBTG"):
        yield f"{group} names the cookie {cookie}, which is the balancer's own"


def _of_balancer(_graph: Graph, balancer: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, LoadBalancerAttribute; read 2026-11."""
    known = dict(_attributes(balancer, "LoadBalancerAttributes"))
    for log in _LOGS:
        if known.get(f"{log}enabled") == "true" and f"{log}bucket" not in known:
            yield f"{balancer} writes {log.partition('.')[0]}, and has no {log}bucket"


OF_BALANCER_OPTIONS = {TARGETS: _of_targets, BALANCER: _of_balancer}
