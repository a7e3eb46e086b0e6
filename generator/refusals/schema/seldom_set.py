"""What hardly any template sets, and nothing here looks at: whether the service behind a type takes it is not known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.edge import placement
from generator.awsdata.usual import usual
from generator.ecs.texts import literal
from generator.refusals.schema.looked_at import is_looked_at
from generator.refusals.schema.registry_schemas import schema
from generator.refusals.schema.set_properties import set_properties
from generator.stack import Resource, shown


def seldom_set(resource: Resource) -> Iterator[str]:
    """Say of each property, or of the whole resource, that it is neither usual nor looked at."""
    kind = resource.type
    known, placed = usual(kind), placement(kind)
    if not schema(kind):
        return
    if known is None and (placed is None or placed.placed == "harmless"):
        yield f"{resource} is of the type {kind}, which seldom stands beside ECS, and nothing here looks at it"
        return
    for way, value, _ in set_properties(resource):
        if is_looked_at(kind, way) or is_of_a_tag(way):
            continue
        as_usual = known.is_usual(way, literal(value)) if known else None
        if as_usual is None:
            yield f"{way} of {resource} is seldom set, and nothing here looks at it"
        elif not as_usual:
            yield f"{way} of {resource} is seldom {shown(value)[:60]}, and nothing here looks at what it says"


def is_of_a_tag(way: str) -> bool:
    """Whether a property is a key or a value of a tag, which are for people; ``tags`` looks at what none takes."""
    return any(step.endswith("Tags") for step in way.split("."))
