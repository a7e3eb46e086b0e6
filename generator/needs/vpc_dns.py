"""Do private names resolve in a VPC: those of interface endpoints, and of namespaces?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.endpoints import ENDPOINT
from generator.ecs.subnets import Subnets
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault
from generator.stack import Absent, Resource, Value


@dataclass(frozen=True)
class PrivateNamesOff(Fault):
    """A VPC does not answer for private names.

    ``variant`` tells whose names they are, ``endpoint`` or ``namespace``, followed by ``, default`` where the template
    leaves the property out.
    """

    variant: str
    owner: Resource
    """The endpoint or the namespace."""
    flag: str
    """``EnableDnsSupport`` or ``EnableDnsHostnames``."""


def private_names(subnets: Subnets, vpc: Value, owner: Resource, tasks: tuple[str, ...]) -> Answer:
    """Answer whether the private names of an endpoint or a namespace resolve in a VPC."""
    verdict, flag, resource = subnets.dns(vpc)
    if resource is None:
        return unknown(f"the VPC of {owner} is not created in these templates")
    if verdict is Truth.UNKNOWN:
        return unknown(f"{flag} of {resource} is not known here")
    if verdict is Truth.NO:
        variant = "endpoint" if owner.type == ENDPOINT else "namespace"
        variant += ", default" if isinstance(resource.get(flag), Absent) else ""
        return no(PrivateNamesOff(resource, (flag,), tasks, variant, owner, flag))
    return yes(f"{owner} resolves in {resource}")
