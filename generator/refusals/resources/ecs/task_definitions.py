"""What ECS refuses of task definitions: volumes, variables, ports and Regions of images."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata.regions import regions
from generator.ecs.tasks import DEFINITION, items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, by_default, parts

_ECR = re.compile(r"\.dkr\.ecr\.([a-z]{2,}(?:-[a-z]+)+-[0-9]+)\.amazonaws\.com")
_DIGEST = re.compile(r"@sha256:(.*)$")
_SUFFIX = re.compile(r"\.dkr\.ecr\.(?:\0+|([a-z0-9-]+))\.amazonaws\.com(\.cn)?/")
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


def roles_by_name(graph: Graph, definition: Resource) -> Iterator[str]:
    """Say which role with a path is given by its name, of which ECS makes an ARN without the path.

    Source: ECS API Reference, RegisterTaskDefinition, executionRoleArn ("the short name or full ARN"); from memory,
    2026-11, that a path is not looked for.
    """
    for key in ("ExecutionRoleArn", "TaskRoleArn"):
        value = definition.get(key)
        role = graph.target(value, "AWS::IAM::Role")
        path = literal(role.get("Path")) if role else None
        if isinstance(value, Reference) and value.attribute == "Ref" and path not in (None, "", "/"):
            yield f"{key} of {definition} is the name of {role}, whose path, {path[:60] if path else ''}, is not in it"


def digests(_graph: Graph, definition: Resource) -> Iterator[str]:
    """Say which image is named by a digest that is not whole.

    Source: OCI Distribution Specification, digests (sha256 of 64 hexadecimal digits); from memory, 2026-11.
    """
    for value in values_at(definition.get(), ("ContainerDefinitions", "*", "Image")):
        last = list(parts(value))[-1]
        found = _DIGEST.search(last.text) if isinstance(last, Literal) else None
        if found and not by_default(value) and not re.fullmatch(r"[0-9a-f]{64}", found[1]):
            yield f"an image of {definition} has the digest {found[1][:70]}, and 64 hexadecimal digits are one"


def suffix_of_registry(graph: Graph, definition: Resource) -> Iterator[str]:
    """Say which registry of ECR has the domain of another partition than its Region.

    Source: Amazon ECR User Guide, "Using Amazon ECR with the AWS CLI" (amazonaws.com.cn in China alone); from memory.
    """
    here = literal(graph.pseudo("AWS::Region")) or ""
    for value in values_at(definition.get(), ("ContainerDefinitions", "*", "Image")):
        text = "".join(part.text if isinstance(part, Literal) else "\0" for part in parts(value) if part is not value)
        text = text or literal(value) or ""
        found = _SUFFIX.search(text)
        region = (found[1] or here) if found else ""
        if found and region and (found[2] is not None) is not region.startswith("cn-"):
            yield f"an image of {definition} is in {region}, and has the domain amazonaws.com{found[2] or ''}"


REFUSALS: Refusals = {
    DEFINITION: (task_definition, users, sizes, roles_by_name, digests, suffix_of_registry),
}
