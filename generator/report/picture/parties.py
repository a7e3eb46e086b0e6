"""The parties of a picture, made of the facts of one graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.ecs.balancing.balancers import faces_internet, kind, subnets
from generator.ecs.tasks import Task, items
from generator.logic import Truth
from generator.needs.context import Context
from generator.report.picture.model import INTERNET, OUTSIDE, Node
from generator.stack import Resource, Value, shown

_FACES = {Truth.YES: "internet-facing", Truth.NO: "internal", Truth.UNKNOWN: "internet-facing or internal"}


def clients() -> Node:
    """Whoever calls from outside of the VPC."""
    return Node(INTERNET, "clients", "Clients", "on the internet")


def insiders(balancer: Resource) -> Node:
    """Whoever calls an internal load balancer."""
    return Node(f"{INTERNET} of {balancer}", "clients", "Clients", "inside the network")


def outside() -> Node:
    """What tasks reach outside of their VPC: APIs of AWS by their public addresses, registries, the internet."""
    return Node(OUTSIDE, "aws", "AWS and the internet", "by public addresses")


def of_task(context: Context, task: Task) -> Node:
    """A service, or whatever starts tasks."""
    places = [value for _, value in items(task.subnets)] if task.awsvpc is not Truth.NO else []
    what = {Truth.YES: "on Fargate", Truth.NO: "on hosts"}.get(task.fargate, "")
    noun = "service" if task.service else "tasks"
    return _placed(context, places, Node(task.name, "task", task.name, f"{noun} {what}".strip()))


def of_balancer(context: Context, balancer: Resource) -> Node:
    """A load balancer."""
    detail = f"{kind(balancer)} load balancer, {_FACES[faces_internet(balancer)]}".strip()
    return _placed(context, subnets(balancer), Node(balancer.path, "balancer", balancer.path, detail))


def of_resource(context: Context, resource: Resource, kind: str, detail: str, places: Iterable[Value] = ()) -> Node:
    """Any other resource that stands in subnets, or in none."""
    return _placed(context, places, Node(resource.path, kind, resource.path, detail))


def of_endpoint(context: Context, endpoint: Resource, api: str) -> Node:
    """A VPC endpoint: one with interfaces stands in subnets, a gateway in the route tables of its VPC."""
    places = [value for _, value in items(endpoint.get("SubnetIds"))]
    node = of_resource(context, endpoint, "endpoint", f"{api} endpoint", places)
    vpc = context.network.subnets.vpc_resource(endpoint.get("VpcId"))
    return replace(node, vpc=str(vpc or node.vpc), subnets=node.subnets or ("route tables",))


def _placed(context: Context, places: Iterable[Value], node: Node) -> Node:
    names, vpc = [], ""
    for value in places:
        resource = context.network.subnets.resource(value)
        names.append(resource.path.rpartition("/")[2] if resource else shown(value))
        home = context.network.subnets.vpc(value)
        vpc = vpc or str(context.network.subnets.vpc_resource(home) or "")
    return Node(node.key, node.kind, node.label, node.detail, vpc, tuple(dict.fromkeys(names)))
