"""SnapStart of functions that Lambda takes no snapshot of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

_RUNTIME = re.compile(r"(java|python|dotnet)([0-9.]+)(\.al2)?")
_FIRST = {"java": (11,), "python": (3, 12), "dotnet": (8,)}
_DISK = 512
"""MiB."""


def snap_start(_graph: Graph, function: Resource) -> Iterator[str]:
    """Source: Lambda Developer Guide, "Improving startup performance with Lambda SnapStart" (managed runtimes alone, no
    images, no EFS, no more than 512 MB), read 2026-11; the first versions of each language from memory."""
    if literal(function.get("SnapStart", "ApplyOn")) != "PublishedVersions":
        return
    runtime = literal(function.get("Runtime"))
    if literal(function.get("PackageType")) == "Image":
        yield f"{function} has SnapStart, which functions of an image do not have"
    if runtime is not None and not _takes(runtime):
        yield f"{function} has SnapStart, which {runtime[:40]} does not have"
    if list(items(function.get("FileSystemConfigs"))):
        yield f"{function} has SnapStart and FileSystemConfigs, and takes one of them"
    if (number(function.get("EphemeralStorage", "Size")) or 0) > _DISK:
        yield f"{function} has SnapStart and more than {_DISK} MB of EphemeralStorage, and takes one of them"


def _takes(runtime: str) -> bool:
    known = _RUNTIME.fullmatch(runtime)
    if known is None:
        return False
    return tuple(int(part) for part in known[2].split(".") if part) >= _FIRST[known[1]]


REFUSALS: Refusals = {
    "AWS::Lambda::Function": (snap_start,),
}
