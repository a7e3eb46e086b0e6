"""At which property an entry of the catalogue points, for one failure: that of the very service, with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.diagnosis.bundle import Parts, Proven
from generator.diagnosis.messages import Message

_ROLES = ("ExecutionRole", "TaskRole")
_OF_THE_STACK = "AWS::"
"""How the one begins that says an event of a stack: the type of the resource."""


@dataclass(frozen=True)
class Pointer:
    """A resource and its property, and where they stand."""

    resource: str = ""
    property: str = ""
    file: str = ""
    line: int = 0
    app: str = ""


def point(at: tuple[str, ...], message: Message, proof: Proven | None) -> Pointer:
    """Point at the first of what an entry names that these templates have, else at who said it.

    ``at`` is as in :class:`~generator.catalogue.Entry`: a type, or the role of a task, and a property of it.
    """
    if proof is None:
        return Pointer(message.resource)
    for each in at:
        kind, _, name = each.partition(" ")
        if (path := _path(kind, message, proof)) and path in proof.places:
            return _pointer(path, _numbered(name, message, proof), proof)
    return _pointer(message.resource, "", proof)


def _path(kind: str, message: Message, proof: Proven) -> str:
    """The resource of a kind: the one that said it, or that which the failing service is made of."""
    own = proof.places.get(message.resource)
    if own and own.type == kind:
        return message.resource
    if kind in _ROLES and message.said_by.startswith(_OF_THE_STACK):
        return ""  # CloudFormation speaks of whoever deploys, not of the tasks
    parts = proof.parts.get(_service(message, proof), Parts())
    return {
        "AWS::ECS::TaskDefinition": parts.definition,
        "AWS::ElasticLoadBalancingV2::TargetGroup": parts.target_group,
        "ExecutionRole": parts.execution_role,
        "TaskRole": parts.task_role,
        "AWS::ECS::Service": _service(message, proof),
    }.get(kind, "")


def _service(message: Message, proof: Proven) -> str:
    """The service that it is about: the one that said it, else the only one, or the only one that its words name."""
    if message.task or message.resource:
        return message.task
    meant = [path for path, parts in proof.parts.items() if _named(parts, message.text)]
    every = list(proof.parts) if len(proof.parts) == 1 else meant
    return every[0] if len(every) == 1 else ""


def _named(parts: Parts, text: str) -> bool:
    """Whether a text names a service or a container of it: as that, as an image, or at the end of a name."""
    names = "|".join(re.escape(name) for name in {parts.name, *parts.containers} if name)
    return bool(names) and re.search(rf"(?:service |[/:-])(?:{names})(?=[:@\s)\"']|$)", text) is not None


def _numbered(name: str, message: Message, proof: Proven) -> str:
    """The property with the number of its container, where it is known which one."""
    containers = proof.parts.get(_service(message, proof), Parts()).containers
    first, _, rest = name.partition(".")
    if first != "ContainerDefinitions" or not containers:
        return name
    if message.container in containers:
        number = containers.index(message.container)
    elif len(containers) == 1:
        number = 0
    else:
        return name
    return ".".join(filter(None, [first, str(number), rest]))


def _pointer(path: str, name: str, proof: Proven) -> Pointer:
    place = proof.places.get(path)
    if place is None:
        return Pointer(path)
    steps = name.split(".")
    written = [".".join(steps[:end]) for end in range(len(steps), 0, -1)]
    line = next((place.lines[each] for each in written if each in place.lines), place.line)
    app = next((place.apps[each] for each in written if each in place.apps), place.app)
    return Pointer(path, name, place.file, line, app)
