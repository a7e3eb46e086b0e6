"""Is what AWS asks for at the creation of a resource there by then? Services of ECS have a module of their own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.access_logs import bucket_policies, log_bucket
from generator.ecs.balancers import BALANCER
from generator.ecs.gateways import Gateways
from generator.ecs.subnets import same
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.proof.order import unordered, where
from generator.stack import Resource


def creation_faults(context: Context) -> Iterator[Worded]:
    """Give routes to a gateway that is not attached to their VPC by then, and balancers that log too early."""
    gateways = Gateways(context.graph)
    for route, gateway, vpc in gateways.routes():
        attached = gateways.attachments(gateway)
        # CloudFormation Template Reference, "DependsOn attribute", When a DependsOn attribute is required; 2026-11.
        if len(attached) == 1 and same(attached[0].get("VpcId"), vpc) is Truth.YES:
            what = f"until then {gateway} and the route table belong to different networks, and the route is refused"
            yield from _early(context, "WCS122", route, attached[0], what)
    for balancer in context.graph.of_type(BALANCER):
        bucket = log_bucket(context.graph, balancer)
        for policy in (bucket_policies(context.graph, bucket) or []) if bucket else []:
            what = f"until then {bucket} does not admit its access log: Access Denied for bucket"
            yield from _early(context, "ECS123", balancer, policy, what)


def _early(context: Context, rule: str, resource: Resource, needed: Resource, what: str) -> Iterator[Worded]:
    if not unordered(context, needed, resource) or context.pace.wins(needed, resource):
        return
    place, name = where(context.graph, resource, needed)
    text = f"{resource} may be created before {needed}: {what}"
    yield Worded(rule, place, (), text, f"DependsOn of {place}: add {name}")
