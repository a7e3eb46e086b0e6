"""The statements of policies, and what stands in them, read where all of it is known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.stack import Absent, Listing, Literal, Mapping, Resource, Value

Steps = tuple[str | int, ...]


def statements(document: Value) -> Iterator[Mapping]:
    """The statements of a document, or of a list of them, whose every key is known."""
    written = document.get("Statement") if isinstance(document, Mapping) else document
    for statement in [written, *(inner for _, inner in items(written))]:
        if isinstance(statement, Mapping) and statement.rest is None:
            yield statement


def statements_at(resource: Resource, place: Steps) -> Iterator[tuple[Steps, Mapping]]:
    """The statements of the document at a place of a resource, each with its own place."""
    value = resource.get(*place, "Statement")
    if isinstance(value, Mapping) and value.rest is None:
        yield (*place, "Statement"), value
    for index, statement in items(value):
        if isinstance(statement, Mapping) and statement.rest is None:
            yield (*place, "Statement", index), statement


def listed(value: Value) -> Iterator[Value]:
    """One value, or those of a list."""
    if isinstance(value, Listing):
        yield from value.items
    elif not isinstance(value, Absent):
        yield value


def texts(value: Value) -> Iterator[str]:
    """The texts that are written out, dynamic references left out."""
    yield from (part.text for part in listed(value) if isinstance(part, Literal) and "resolve:" not in part.text)


def lacks(statement: Mapping, *keys: str) -> bool:
    """Whether a statement has none of these keys."""
    return all(isinstance(statement.get(key), Absent) for key in keys)
