"""Imports of what is exported in the same tree of stacks: too early, or under nearly the same name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.ecs.creation_order import CreationOrder
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Graph, Resource, Unknown, Value, shown
from generator.stack.exports import exported, instances
from generator.stack.instances import Instance


def imports(graph: Graph, order: CreationOrder) -> Iterator[str]:
    """Say which import is of a stack of the same tree that is perhaps not complete yet, or of none but nearly.

    Sources: aws-cloudformation-templates #263 and aws-saas-factory-bootcamp #26 ("No export named"), excerpts,
    2026-11; CloudFormation Template Reference, "Fn::ImportValue", from memory.
    """
    asked = [(each, name) for each in graph.resources if each.exists is not Truth.NO for name in _imported(each)]
    if not asked:
        return
    names = {
        text: at
        for at in instances(graph.resolver)
        for body in exported(at).values()
        if (text := literal(graph.resolver.navigate(at, body, ("Export", "Name")))) is not None
    }
    for resource, node in asked:
        value = graph.resolver.value(resource.at, node)
        export = None if isinstance(value, Unknown) else graph.resolver.export(value)
        if export is not None:
            yield from _early(graph, order, resource, export[0], value)
        elif (text := literal(value)) is not None and text not in names:
            yield from _nearly(resource, text, names)


def _early(graph: Graph, order: CreationOrder, resource: Resource, of: Instance, name: Value) -> Iterator[str]:
    if of.top is not resource.at.top or of is resource.at:
        return
    stack = graph.resource(of.address)
    what = f"{resource} imports {shown(name)[:60]}"
    if of in resource.at.chain():
        yield f"{what}, which a stack around it exports: that is not complete before it"
    elif stack is not None and not order.precedes(stack, resource):
        yield f"{what}, which {stack} exports, and nothing has it wait for {stack}: No export named ... found"


def _nearly(resource: Resource, text: str, names: dict[str, Instance]) -> Iterator[str]:
    near = next((name for name in names if _bare(name) == _bare(text)), None)
    if near is not None:
        where = names[near].address or names[near].document.name
        yield f"{resource} imports {text[:60]}, and {where} exports {near[:60]}: No export named {text[:60]} found"


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _imported(resource: Resource) -> Iterator[Any]:
    pending: list[Any] = [resource.body.get("Properties")]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if "Fn::ImportValue" in node and len(node) == 1:
                yield node["Fn::ImportValue"]
            pending += node.values()
        elif isinstance(node, list):
            pending += node
