"""A parameter that is a list, as one entry of a list: what stands there then is a list within a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.refusals.refusal import Surely
from generator.stack import Resource

_DEPTH = 30


def lists_in_lists(resource: Resource) -> Iterator[str]:
    """Say which list of a resource has a whole list for an entry.

    Source: CloudFormation User Guide, "Parameters" (Ref of a List or CommaDelimitedList is a list); the stack fails
    with "Value of property ... must be of type List of String"; from memory, 2026-11.
    """
    declared = resource.at.document.section("Parameters")
    listed = {name for name, each in declared.items() if isinstance(each, dict) and _is_list(str(each.get("Type", "")))}
    if listed and resource.type.startswith("AWS::"):
        for steps, name in _found(resource.body.get("Properties"), listed, (), _DEPTH):
            place = ".".join(str(step) for step in steps)
            said = f"{place} of {resource} has {name}, which is a list, as an entry of a list"
            yield Surely(said, resource, *steps, change=f"{place}: !Ref {name}, with no list around it")


def _is_list(kind: str) -> bool:
    return kind == "CommaDelimitedList" or kind.startswith("List<") or "<List<" in kind or "<CommaDelimitedList" in kind


def _found(
    node: Any, listed: set[str], steps: tuple[str | int, ...], depth: int
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if depth == 0:
        return
    if isinstance(node, list):
        for index, inner in enumerate(node):
            if isinstance(inner, dict) and len(inner) == 1 and inner.get("Ref") in listed:
                yield steps, str(inner["Ref"])
            yield from _found(inner, listed, (*steps, index), depth - 1)
    elif isinstance(node, dict):
        for key, inner in node.items():
            if not str(key).startswith("Fn::"):
                yield from _found(inner, listed, (*steps, str(key)), depth - 1)
