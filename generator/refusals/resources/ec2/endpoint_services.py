"""What EC2 refuses of endpoint services: a load balancer of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

_KINDS = {"NetworkLoadBalancerArns": "network", "GatewayLoadBalancerArns": "gateway"}


def balancers(graph: Graph, service: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateVpcEndpointServiceConfiguration; not looked up, 2026-11."""
    for key, wanted in _KINDS.items():
        for _, value in items(service.get(key)):
            balancer = graph.target(value, "AWS::ElasticLoadBalancingV2::LoadBalancer")
            kind = balancer.get("Type") if balancer else None
            known = "application" if isinstance(kind, Absent) else literal(kind) if kind else None
            if known is not None and known != wanted:
                yield f"{key} of {service} has {balancer}, which is of the type {known}"


REFUSALS: Refusals = {"AWS::EC2::VPCEndpointService": (balancers,)}
