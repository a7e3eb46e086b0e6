"""Does a task get to the public registry that its image is pulled from? Endpoints lead to none of them."""

from __future__ import annotations

from generator.awsdata.unreachable import REGISTRY, symptom
from generator.ecs.network import Network
from generator.ecs.tasks import Container, Task, items
from generator.images.reference import pulled_from
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.internet import egress_closed, leaves_nowhere, reaches_through_internet
from generator.needs.no_path import NoPath
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


def reaches_registry(network: Network, task: Task, container: Container, registry: str) -> Answer:
    """Answer whether tasks get out to a registry, from each of their subnets."""
    if not isinstance(task.subnets, Listing):
        return unknown(f"the subnets of {task.name} are not known here")
    return all_of(_reaches_from_subnet(network, task, container, registry, subnet) for _, subnet in items(task.subnets))


def registry_host(container: Container) -> str:
    """Name the registry of an image that is written out, wherever it stands; empty where it is not known."""
    return pulled_from(container.image.text) if isinstance(container.image, Literal) else ""


def may_reach_registry(network: Network, task: Task, host: str) -> Answer:
    """Answer for a registry that stands in the internet, or in the VPC: only the former has a way that is seen."""
    if reached := _internet(network, task):
        return yes(task.name, *reached)
    return unknown(f"where {host} stands is not known here, and not all of the tasks' subnets lead to the internet")


def way_of_first_pull(network: Network, task: Task, rule: Resource) -> Answer:
    """Answer for an image that comes through a pull-through cache: endpoints alone do not carry the first pull.

    Source: ECR User Guide, "Considerations for using pull through cache rules" (PrivateLink), read 2026-11.
    """
    if reached := _internet(network, task):
        return yes(*reached)
    return unknown(f"the first pull through the cache {rule} needs a route to the internet besides the endpoints")


def _internet(network: Network, task: Task) -> tuple[str, ...]:
    """Say how all subnets of a task lead to the internet; empty where one does not, or may not."""
    ways = [network.subnets.internet(subnet, task.public_address) for _, subnet in items(task.subnets)]
    return tuple(dict.fromkeys(reason for _, reason in ways)) if all(way is Truth.YES for way, _ in ways) else ()


def _reaches_from_subnet(network: Network, task: Task, container: Container, registry: str, subnet: Value) -> Answer:
    outside, reason = network.subnets.internet(subnet, task.public_address)
    if outside is Truth.UNKNOWN:
        return unknown(reason)
    timeout = symptom(REGISTRY)
    if outside is Truth.YES:
        closed = egress_closed(network.graph, task, "registry", registry, timeout)
        return reaches_through_internet(network, task, subnet, reason, closed)
    place, steps = container.definition, (*container.steps, "Image")
    faults: list[Fault] = [
        NoPath(place, steps, (task.name,), "registry", registry, reason, timeout, image=shown(container.image))
    ]
    if leaves_nowhere(network, task) is Truth.YES:
        faults.append(egress_closed(network.graph, task, "registry", registry, timeout))
    return all_of(map(no, faults))
