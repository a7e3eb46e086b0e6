"""What was not read: nested templates, and what only AWS or a macro makes. It is said, for it may hold anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.suppression import ignored_by
from generator.checks.reading.nested_template_unread import NestedTemplateUnread
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Graph, Opaque, macros
from generator.stack.documents import mark


@dataclass(frozen=True)
class NotSeen:
    """A place that could not be seen into, by its template (relative to the root's folder), line and column from 1."""

    file: str
    line: int
    column: int
    resource: str
    """Path of the resource, as in ``Network/Inner``; empty for a whole template."""
    why: str


def not_seen(graph: Graph) -> tuple[NotSeen, ...]:
    """List the places that may hold tasks, or what tasks need."""
    return tuple(_as_not_seen(graph, place) for place in graph.opaque if place.kind != "apart")


def custom_resources(context: Context) -> tuple[NotSeen, ...]:
    """List the resources of custom and third-party types that are given something that tasks use.

    Their code may do anything to it.
    """
    why = "{} ({}) is given something that tasks use, and what its code does with it is not seen"
    return tuple(
        NotSeen(resource.file, *resource.line(), resource.path, why.format(_noun(resource.type), resource.type))
        for resource in context.edge.customs(context.tasks)
    )


def _noun(kind: str) -> str:
    custom = kind.startswith(("Custom::", "AWS::"))
    return "a custom resource" if custom else "a resource of a type that is not AWS's"


def by_macros(graph: Graph) -> tuple[NotSeen, ...]:
    """List the places in properties that a macro writes: ``Fn::Transform`` or ``Fn::ForEach``."""
    why = "{} decides what stands here, in the properties of {}"
    return tuple(
        NotSeen(
            resource.file, *(mark(key) if mark(key)[0] else resource.line()), resource.path, why.format(key, resource)
        )
        for resource in graph.resources
        if resource.exists is not Truth.NO
        for key in macros.inside(resource.body.get("Properties"))
    )


def misspelt(graph: Graph) -> tuple[NotSeen, ...]:
    """List the keys that CloudFormation refuses, with what they are read as, if they can be."""
    return tuple(
        NotSeen(resource.file, key.line or 1, key.column or 1, resource.path, key.said_of(resource.type))
        for resource, key in graph.misspelt
    )


def _as_not_seen(graph: Graph, place: Opaque) -> NotSeen:
    line, column = place.line, place.column
    resource = graph.resource(place.path)
    if place.asked_by and resource is not None:
        line, column = resource.line(place.asked_by)
    return NotSeen(place.file, line or 1, column or 1, place.path, place.reason)


def unread_roots(graph: Graph) -> Iterator[Finding]:
    """The roots that were not read, although they may be well-formed: a macro may rewrite them, or too large."""
    check = NestedTemplateUnread()
    for at in graph.resolver.roots:
        written = graph.resolver.documents.read(at.document.path)  # what a macro may rewrite stands there still
        if check.id.startswith(ignored_by(written)):
            continue
        for place in graph.opaque:
            if place.kind == "root" and place.stack == at.address:
                location = (at.document.path, at.document.name, place.line, place.column)
                yield check.of_file(*location, variant="root", reason=place.reason)
