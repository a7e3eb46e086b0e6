"""Names of properties as the API of ECS and the CLI write them, in lower case, which CloudFormation does not take."""

from __future__ import annotations

from collections.abc import Iterator

from generator.stack import Choice, Listing, Mapping, Resource, Value

_FREE = ("DockerLabels", "DriverOpts", "Labels", "Options")
"""Properties whose keys are anybody's."""


def misspelt(value: Value, name: str) -> str:
    """How a property of a mapping is written where only its case is wrong; empty when it is not."""
    keys = [key for key, _ in value.entries] if isinstance(value, Mapping) else []
    return next((key for key in keys if key != name and key.lower() == name.lower()), "")


def in_lower_case(resource: Resource) -> Iterator[str]:
    """The properties of a resource of ECS, at whatever depth, that begin in lower case: CloudFormation has none."""
    yield from _keys(resource.get())


def _keys(value: Value) -> Iterator[str]:
    match value:
        case Mapping(entries, rest):
            for key, inner in entries:
                if key[:1].islower() and rest is None:
                    yield key
                elif key not in _FREE:
                    yield from _keys(inner)
        case Listing(items):
            for item in items:
                yield from _keys(item)
        case Choice(_, yes, no):
            yield from _keys(yes)
            yield from _keys(no)
