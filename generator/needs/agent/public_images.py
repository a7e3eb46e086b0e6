"""Does a task get to the public registry that its image is pulled from? Endpoints lead to none of them."""

from __future__ import annotations

from dataclasses import replace

from generator.awsdata.unreachable import REGISTRY, symptom
from generator.ecs.network.domains import domain
from generator.ecs.tasks import Container, Task, items
from generator.images.reference import pulled_from
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.network.internet import egress_closed, leaves_nowhere, reaches_through_internet
from generator.needs.network.no_path import NoPath
from generator.needs.network.paths import Paths
from generator.needs.network.resolution import by_name
from generator.needs.network.ways import Way
from generator.stack import Listing, Literal, Resource, Value, shown

# Registries that stand in the internet for certain; one of a company's own may well stand in the VPC.
_PUBLIC = (
    "docker.io", "public.ecr.aws", "ghcr.io", "quay.io", "gcr.io", "mirror.gcr.io", "registry.k8s.io",
    "mcr.microsoft.com", "cgr.dev",
)  # fmt: skip
_HOSTS = {"docker.io": "registry-1.docker.io"}
"""The name that is asked for where it is not the registry's own. Source: Docker Hub, "Allow list"; seen 2026-11."""


def public_registry(container: Container) -> str:
    """Name the public registry of an image that is written out; empty for any other."""
    image = container.image
    host = pulled_from(image.text) if isinstance(image, Literal) else ""
    return host if host in _PUBLIC else ""


def reaches_registry(paths: Paths, task: Task, container: Container, registry: str) -> Answer:
    """Answer whether tasks get out to a registry, from each of their subnets."""
    if not isinstance(task.subnets, Listing):
        return unknown(f"the subnets of {task.name} are not known here")
    places = [subnet for _, subnet in items(task.subnets)]
    return all_of(_reaches_from_subnet(paths, task, container, registry, subnet) for subnet in places)


def registry_host(container: Container) -> str:
    """Name the registry of an image that is written out, wherever it stands; empty where it is not known."""
    return pulled_from(container.image.text) if isinstance(container.image, Literal) else ""


def may_reach_registry(paths: Paths, task: Task, host: str) -> Answer:
    """Answer for a registry that stands in the internet, or in the VPC: only the former has a way that is seen."""
    if reached := _internet(paths, task):
        names = (_name(paths, task, host, subnet) for _, subnet in items(task.subnets))
        return all_of([yes(task.name, *reached), *(name for name in names if name)])
    return unknown(f"where {host} stands is not known here, and not all of the tasks' subnets lead to the internet")


def way_of_first_pull(paths: Paths, task: Task, rule: Resource) -> Answer:
    """Answer for an image that comes through a pull-through cache: endpoints alone do not carry the first pull.

    Source: ECR User Guide, "Considerations for using pull through cache rules" (PrivateLink), read 2026-11.
    """
    if reached := _internet(paths, task):
        return yes(*reached)
    return unknown(f"the first pull through the cache {rule} needs a route to the internet besides the endpoints")


def all_lead_to_internet(paths: Paths, task: Task) -> bool:
    """Tell whether each subnet of a task certainly leads to the internet; it is not asked of subnets not seen."""
    ways = [paths.ways.out(subnet, task.public_address).verdict for _, subnet in items(task.subnets)]
    return Truth.NO not in ways


def _internet(paths: Paths, task: Task) -> tuple[str, ...]:
    """Say how all subnets of a task lead to the internet; empty where one does not, or may not."""
    ways = [paths.ways.out(subnet, task.public_address) for _, subnet in items(task.subnets)]
    return tuple(dict.fromkeys(way.reason for way in ways)) if all(way.verdict is Truth.YES for way in ways) else ()


def _reaches_from_subnet(paths: Paths, task: Task, container: Container, registry: str, subnet: Value) -> Answer:
    name = _name(paths, task, registry, subnet)
    way = paths.ways.out(subnet, task.public_address)
    return by_name(name, _reaches(paths, task, container, registry, subnet, way), way.verdict)


def _name(paths: Paths, task: Task, registry: str, subnet: Value) -> Answer | None:
    """What stands in the way of the name of a registry, asked from a subnet."""
    asked = domain(Literal(_HOSTS.get(registry, registry.partition(":")[0])))
    return paths.resolution.name(paths.network.subnets.vpc(subnet), asked, registry, (task.name,))


def _reaches(paths: Paths, task: Task, container: Container, registry: str, subnet: Value, way: Way) -> Answer:
    network = paths.network
    if way.verdict is Truth.UNKNOWN:
        return unknown(way.reason)
    timeout = symptom(REGISTRY)
    if way.verdict is Truth.YES:
        closed = egress_closed(network.graph, task, "registry", registry, timeout)
        return reaches_through_internet(network, task, subnet, way.reason, closed)
    if paths.ways.ipv6(subnet):
        return unknown(f"{way.reason}; whether {registry} is reached by IPv6 is not decided here")
    if way.faults:
        return all_of(no(replace(fault, tasks=(task.name,))) for fault in way.faults)
    place, steps = container.definition, (*container.steps, "Image")
    faults: list[Fault] = [
        NoPath(place, steps, (task.name,), "registry", registry, way.reason, timeout, image=shown(container.image))
    ]
    if leaves_nowhere(network, task) is Truth.YES:
        faults.append(egress_closed(network.graph, task, "registry", registry, timeout))
    return all_of(map(no, faults))
