"""Does a task get to the public registry that its image is pulled from? Endpoints lead to none of them."""

from __future__ import annotations

from dataclasses import replace

from generator.awsdata.unreachable import REGISTRY, symptom
from generator.ecs.network import Network
from generator.ecs.tasks import Container, Task, items
from generator.images.reference import pulled_from
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.internet import egress_closed, reaches_through_internet
from generator.needs.no_path import NoPath
from generator.needs.ways import Ways
from generator.stack import Listing, Literal, Resource, Value, shown

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


def registry_host(container: Container) -> str:
    """Name the registry of an image that is written out, wherever it stands; empty where it is not known."""
    return pulled_from(container.image.text) if isinstance(container.image, Literal) else ""


def may_reach_registry(ways: Ways, task: Task, host: str) -> Answer:
    """Answer for a registry that stands in the internet, or in the VPC: only the former has a way that is seen."""
    if reached := _internet(ways, task):
        return yes(task.name, *reached)
    return unknown(f"where {host} stands is not known here, and not all of the tasks' subnets lead to the internet")


def way_of_first_pull(ways: Ways, task: Task, rule: Resource) -> Answer:
    """Answer for an image that comes through a pull-through cache: endpoints alone do not carry the first pull.

    Source: ECR User Guide, "Considerations for using pull through cache rules" (PrivateLink), read 2026-11.
    """
    if reached := _internet(ways, task):
        return yes(*reached)
    return unknown(f"the first pull through the cache {rule} needs a route to the internet besides the endpoints")


def _internet(ways: Ways, task: Task) -> tuple[str, ...]:
    """Say how all subnets of a task lead to the internet; empty where one does not, or may not."""
    found = [ways.out(subnet, task.public_address) for _, subnet in items(task.subnets)]
    return tuple(dict.fromkeys(way.reason for way in found)) if all(way.verdict is Truth.YES for way in found) else ()


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
