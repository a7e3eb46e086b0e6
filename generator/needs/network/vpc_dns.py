"""Does a VPC answer for private names, of endpoints, file systems and namespaces, and for any names at all?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.network.endpoints import ENDPOINT
from generator.ecs.network.subnets import Subnets
from generator.ecs.stores.file_systems import FILE_SYSTEM
from generator.ecs.tasks import flag
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault
from generator.stack import Absent, Resource, Value

_OWNERS = {ENDPOINT: "endpoint", FILE_SYSTEM: "mount"}


@dataclass(frozen=True)
class NamesOff(Fault):
    """A VPC does not answer for names, or not for private ones.

    ``variant`` tells whose names they are, ``endpoint``, ``mount`` or ``namespace``, followed by ``, default``
    where the template leaves the property out; or ``any``, for no name resolves at all.
    """

    variant: str
    owner: Resource | str
    """The endpoint or the namespace; or what else is asked for."""
    flag: str
    """``EnableDnsSupport`` or ``EnableDnsHostnames``."""


def private_names(subnets: Subnets, vpc: Value, owner: Resource, tasks: tuple[str, ...]) -> Answer:
    """Answer whether the private names of an endpoint, a file system or a namespace resolve in a VPC."""
    verdict, flag, resource = subnets.dns(vpc)
    if resource is None:
        return unknown(f"the VPC of {owner} is not created in these templates")
    if verdict is Truth.UNKNOWN:
        return unknown(f"{flag} of {resource} is not known here")
    if verdict is Truth.NO:
        variant = _OWNERS.get(owner.type, "namespace")
        variant += ", default" if isinstance(resource.get(flag), Absent) else ""
        return no(NamesOff(resource, (flag,), tasks, variant, owner, flag))
    return yes(f"{owner} resolves in {resource}")


def any_names(subnets: Subnets, vpc: Value, what: str, tasks: tuple[str, ...]) -> Answer | None:
    """Answer when no name resolves in a VPC, or when that is not known; None when it has Amazon's name server."""
    resource = subnets.vpc_resource(vpc)
    support = resource.get("EnableDnsSupport") if resource else Absent()
    if resource is None or isinstance(support, Absent) or flag(support) is Truth.YES:
        return None
    if flag(support) is Truth.UNKNOWN:
        return unknown(f"EnableDnsSupport of {resource} is not known here")
    return no(NamesOff(resource, ("EnableDnsSupport",), tasks, "any", what, "EnableDnsSupport"))
