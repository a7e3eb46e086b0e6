"""What Elastic Load Balancing refuses of load balancers: attributes of another type, security groups, capacity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.balancing.balancers import BALANCER, kind
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.resources.elasticloadbalancingv2.attributes import attributes_of
from generator.stack import Absent, Graph, Listing, Resource

_OF_APPLICATIONS = re.compile(r"idle_timeout\.|client_keep_alive\.|routing\.http|connection_logs\.|waf\.")
_OF_NETWORKS = re.compile(r"dns_record\.|secondary_ips\.")
_LOGS = ("access_logs.s3.", "connection_logs.s3.", "health_check_logs.s3.")
_GROUPS = 16
_LEAST_CAPACITY = 100


def attributes_of_type(_graph: Graph, balancer: Resource) -> Iterator[str]:
    foreign = {"network": _OF_APPLICATIONS, "application": _OF_NETWORKS}.get(kind(balancer) or "")
    for index, _ in items(balancer.get("LoadBalancerAttributes")):
        key = literal(balancer.get("LoadBalancerAttributes", index, "Key"))
        if foreign and key and foreign.match(key):
            said = f"{balancer} is a load balancer of type {kind(balancer)}, which has no attribute {key[:60]}"
            steps = ("LoadBalancerAttributes", index, "Key")
            yield Surely(said, balancer, *steps, change=f"LoadBalancerAttributes: leave {key[:60]} out")


def logs(_graph: Graph, balancer: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, LoadBalancerAttribute; read 2026-11."""
    known = dict(attributes_of(balancer, "LoadBalancerAttributes"))
    for log in _LOGS:
        if known.get(f"{log}enabled") == "true" and f"{log}bucket" not in known:
            yield f"{balancer} writes {log.partition('.')[0]}, and has no {log}bucket"


def groups_and_capacity(_graph: Graph, balancer: Resource) -> Iterator[str]:
    """Sources: "Quotas for your Application Load Balancers", which names no number of security groups; read 2026-11.
    "Amazon VPC quotas" (five groups for a network interface, and sixteen where that is raised); CapacityReservation
    (100 units at least for an application load balancer); not looked up."""
    groups, kind = balancer.get("SecurityGroups"), balancer.get("Type")
    if isinstance(groups, Listing) and len(groups.items) > _GROUPS:
        yield f"{balancer} has {len(groups.items)} SecurityGroups, and {_GROUPS} are taken"
    units = number(balancer.get("MinimumLoadBalancerCapacity", "CapacityUnits"))
    an_alb = isinstance(kind, Absent) or literal(kind) == "application"
    if an_alb and units is not None and 0 < units < _LEAST_CAPACITY:
        yield f"MinimumLoadBalancerCapacity of {balancer} is {units}, and {_LEAST_CAPACITY} are the least"


REFUSALS: Refusals = {
    BALANCER: (
        attributes_of_type,
        logs,
        groups_and_capacity,
    ),
}
