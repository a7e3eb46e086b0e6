"""Does a task get to the public registry that its image is pulled from? Endpoints lead to none of them."""

from __future__ import annotations

from generator.ecs.groups import Party
from generator.ecs.tasks import Container, Task, items
from generator.images.reference import parse
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Worded
from generator.needs.paths import Reach
from generator.stack import Listing, Literal, Value

# Registries that stand in the internet for certain; one of a company's own may well stand in the VPC.
_PUBLIC = (
    "docker.io", "public.ecr.aws", "ghcr.io", "quay.io", "gcr.io", "registry.k8s.io", "mcr.microsoft.com", "cgr.dev",
)  # fmt: skip


def registry_of(container: Container) -> str:
    """Give the public registry of an image that is written out; empty for any other."""
    image = container.image
    found = parse(image.text) if isinstance(image, Literal) else None
    host = found.repository.partition("/")[0] if found else ""
    return host if host in _PUBLIC else ""


def reaches(reach: Reach, task: Task, container: Container, registry: str) -> Answer:
    """Answer whether tasks get out to a registry, from each of their subnets."""
    if not isinstance(task.subnets, Listing):
        return unknown(f"the subnets of {task.name} are not known here")
    return all_of(_from(reach, task, container, registry, subnet) for _, subnet in items(task.subnets))


def _from(reach: Reach, task: Task, container: Container, registry: str, subnet: Value) -> Answer:
    verdict, reason = reach.subnets.internet(subnet, task.public_address)
    if verdict is Truth.UNKNOWN:
        return unknown(reason)
    if verdict is Truth.NO:
        what = (
            f"tasks of {task.name} pull {container.image} from {registry}, which no VPC endpoint leads to, and {reason}"
        )
        what += " (CannotPullContainerError: i/o timeout)"
        fix = "Image: a copy in a private ECR repository; or give the subnets a route to a NAT gateway"
        return no(Worded("ECS010", container.definition, (*container.steps, "Image"), what, fix, (task.name,)))
    leaves = reach.groups.allows(task.groups, "egress", 443, Party(public=True))
    if leaves is Truth.UNKNOWN:
        return unknown(f"whether the groups of {task.name} let 443 out is not decided here")
    if leaves is Truth.NO:
        what = f"no group of {task.name} lets 443 out to {registry}, where its image is (CannotPullContainerError)"
        fix = "SecurityGroupEgress: IpProtocol tcp, FromPort 443, ToPort 443, CidrIp 0.0.0.0/0"
        group = next((found for _, each in items(task.groups) if (found := reach.graph.target(each))), None)
        steps = ("SecurityGroupEgress",) if group else ()
        return no(Worded("ECS041", group or task.place, steps, what, fix, (task.name,)))
    return yes(task.name, reason)
