"""Does a task get to the public registry that its image is pulled from? Endpoints lead to none of them."""

from __future__ import annotations

from dataclasses import replace

from generator.awsdata.unreachable import REGISTRY, symptom
from generator.ecs.network import Network
from generator.ecs.tasks import Container, Task, items
from generator.images.reference import pulled_from
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.internet import egress_closed, reaches_through_internet
from generator.needs.no_path import NoPath
from generator.needs.ways import Ways
from generator.stack import Listing, Literal, Value, shown

# Registries that stand in the internet for certain; one of a company's own may well stand in the VPC.
_PUBLIC = (
    "docker.io", "public.ecr.aws", "ghcr.io", "quay.io", "gcr.io", "mirror.gcr.io", "registry.k8s.io",
    "mcr.microsoft.com", "cgr.dev",
)  # fmt: skip


def public_registry(container: Container) -> str:
    """Name the public registry of an image that is written out; empty for any other."""
    image = container.image
    host = pulled_from(image.text) if isinstance(image, Literal) else ""
    return host if host in _PUBLIC else ""


def reaches_registry(network: Network, ways: Ways, task: Task, container: Container, registry: str) -> Answer:
    """Answer whether tasks get out to a registry, from each of their subnets."""
    if not isinstance(task.subnets, Listing):
        return unknown(f"the subnets of {task.name} are not known here")
    subnets = [subnet for _, subnet in items(task.subnets)]
    return all_of(_reaches_from_subnet(network, ways, task, container, registry, subnet) for subnet in subnets)


def _reaches_from_subnet(
    network: Network, ways: Ways, task: Task, container: Container, registry: str, subnet: Value
) -> Answer:
    way = ways.out(subnet, task.public_address)
    if way.verdict is Truth.UNKNOWN:
        return unknown(way.reason)
    timeout = symptom(REGISTRY)
    if way.verdict is Truth.YES:
        closed = egress_closed(network.graph, task, "registry", registry, timeout)
        return reaches_through_internet(network, task, subnet, way.reason, closed)
    if ways.ipv6(subnet):
        return unknown(f"{way.reason}; whether {registry} is reached by IPv6 is not decided here")
    if way.fault is not None:
        return no(replace(way.fault, tasks=(task.name,)))
    place, steps = container.definition, (*container.steps, "Image")
    return no(
        NoPath(place, steps, (task.name,), "registry", registry, way.reason, timeout, image=shown(container.image))
    )
