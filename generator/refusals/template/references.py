"""References to what there is not, and functions that are given what they do not take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.logic import Truth
from generator.refusals.schema.attributes import has_attribute
from generator.stack import Graph, Reference, Resource, Unknown, Value

_MALFORMED = re.compile(
    r"^(?:Fn::\w+|Ref|a condition function) (?:finds nothing|has no item|takes|stands|cannot (?:divide|make))\b"
    r"|^there is no pseudo parameter"
)
"""How it is said that a function is given what it does not take."""


def references(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which references of one resource find nothing, or lead back to it."""
    if any(isinstance(part, Reference) and part.resource == resource.path for part in resource.all_values):
        yield f"{resource} refers to itself: CloudFormation says circular dependency"
    for part in resource.all_values if resource.exists is Truth.YES else ():
        target = graph.resource(part.resource) if isinstance(part, Reference) else None
        if target is not None and target.exists is Truth.NO:
            yield f"{resource} takes a value of {target}, whose condition is never true"
    yield from broken(graph, str(resource), resource.all_values)


def broken(graph: Graph, where: str, values: Iterable[Value]) -> Iterator[str]:
    """Say which of these values, which stand at a place that is named, find nothing."""
    for part in values:
        if isinstance(part, Reference) and part.attribute != "Ref":
            target = graph.resource(part.resource)
            if target is not None and not has_attribute(target.type, part.attribute):
                yield f"{where} takes {part.attribute} of {target}, and {target.type} has no such attribute"
        elif isinstance(part, Unknown) and part.kind == "malformed" and _MALFORMED.search(part.reason):
            yield f"{where}: {part.reason}"
        elif isinstance(part, Unknown) and part.kind == "malformed" and " has nothing called " in part.reason:
            yield f"{where} refers to what is not there: {part.reason}"
