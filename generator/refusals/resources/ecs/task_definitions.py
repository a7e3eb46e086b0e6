"""What ECS refuses of task definitions: volumes, variables, ports and Regions of images."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata.regions import regions
from generator.ecs.tasks import DEFINITION, items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Resource, parts

_ECR = re.compile(r"\.dkr\.ecr\.([a-z]{2,}(?:-[a-z]+)+-[0-9]+)\.amazonaws\.com")
_FRACTION = re.compile(r"\d*\.\d*[1-9]\d*")
_LARGEST_USER = 2**31 - 1
_ON_HOSTS = (22, 51678, 51679, 51680, 2375, 2376)
"""Ports that hosts keep for themselves. Source: ECS API Reference, PortMapping, hostPort; read 2026-11."""


def task_definition(_graph: Graph, definition: Resource) -> Iterator[str]:
    volumes = [literal(definition.get("Volumes", index, "Name")) for index, _ in items(definition.get("Volumes"))]
    for name in dict.fromkeys(name for name in volumes if name is not None):
        if volumes.count(name) > 1:
            yield f"{definition} has two volumes of the name {name[:60]}"
    for value in values_at(definition.get(), ("ContainerDefinitions", "*")):
        for key in ("Environment", "Secrets"):
            names = [each.get("Name") for each in values_at(value, (key,)) if isinstance(each, Mapping)]
            if any(literal(each) == "" for each in names):
                yield f"{key} of a container of {definition} has a variable without a name"
    mode = literal(definition.get("NetworkMode"))
    of_host = isinstance(definition.get("NetworkMode"), Absent) or mode in ("bridge", "host", "default")
    for index, _ in items(definition.get("ContainerDefinitions")):
        at = ("ContainerDefinitions", index)
        for place, _ in items(definition.get(*at, "PortMappings")):
            if mode == "none":
                yield f"{definition} maps ports in the network mode none"
            port = number(definition.get(*at, "PortMappings", place, "HostPort"))
            if of_host and port in _ON_HOSTS:
                yield f"{definition} takes port {port} of its host, which the host itself has"
        for part in parts(definition.get(*at, "Image")):
            found = _ECR.search(part.text) if isinstance(part, Literal) else None
            if found and found[1] not in regions():
                yield f"{definition} has an image in {found[1]}, which is no Region on record"


def users(_graph: Graph, definition: Resource) -> Iterator[str]:
    """Say which User is neither a name nor a number that there can be.

    Sources: ECS API Reference, ContainerDefinition, user (a user, and perhaps a group behind a colon), read 2026-11;
    moby/sys, user, GetExecUser (numbers from 0 to 2147483647), from memory.
    """
    for value in values_at(definition.get(), ("ContainerDefinitions", "*", "User")):
        named = (literal(value) or "").split(":")
        large = [part for part in named if part.isascii() and part.isdigit() and int(part) > _LARGEST_USER]
        if len(named) > 2 or large:
            yield f"User of a container of {definition} is {':'.join(named)[:60]}, which is no user and group"


def sizes(_graph: Graph, definition: Resource) -> Iterator[str]:
    """Say which size of the task is a fraction of a unit or of a mebibyte.

    Source: ECS API Reference, RegisterTaskDefinition, cpu and memory (whole numbers, or with vCPU and GB behind them);
    read 2026-11.
    """
    for key in ("Cpu", "Memory"):
        written = (literal(definition.get(key)) or "").strip()
        if _FRACTION.fullmatch(written):
            yield f"{key} of {definition} is {written[:20]}, where a whole number is taken, or one with a unit"


REFUSALS: Refusals = {
    DEFINITION: (task_definition, users, sizes),
}
