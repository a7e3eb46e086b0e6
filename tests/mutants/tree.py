"""Plain data of templates: where in it what is referred to, and how to change it in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Steps = tuple[str | int, ...]
Templates = dict[str, Any]
"""Decoded templates by file name."""

_PLACEHOLDER = re.compile(r"\$\{([^!}][^}]*)\}")


def inside(node: Any, *steps: str | int) -> Any:
    """What stands at a place."""
    for step in steps:
        node = node[step]
    return node


def intrinsic(node: Any) -> bool:
    """Tell whether a node is a call of an intrinsic function, which is bent or cut as one thing."""
    return isinstance(node, dict) and len(node) == 1 and str(next(iter(node))).startswith(("Ref", "Fn::"))


def references(node: Any, at: Steps = ()) -> Iterator[tuple[Steps, str, str]]:
    """Every reference below a node: where it stands, the name, and the attribute asked for, if any."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _called(str(key), value, at) if intrinsic(node) else ()
            if key == "DependsOn":
                names = value if isinstance(value, list) else [value]
                steps = [(*at, key, i) for i in range(len(names))] if isinstance(value, list) else [(*at, key)]
                yield from ((step, str(name), "") for step, name in zip(steps, names, strict=True))
            else:
                yield from references(value, (*at, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, (*at, index))


def _called(function: str, value: Any, at: Steps) -> Iterator[tuple[Steps, str, str]]:
    if function == "Ref":
        yield at, str(value), ""
    elif function == "Fn::GetAtt":
        name, attribute = value.split(".", 1) if isinstance(value, str) else value
        yield at, str(name), str(attribute)
    elif function == "Fn::Sub":
        text = value if isinstance(value, str) else value[0]
        for found in _PLACEHOLDER.findall(text):
            name, _, attribute = found.partition(".")
            yield at, name, attribute


def cut(template: Any, steps: Steps) -> None:
    """Take away what stands at a place, and what is empty without it."""
    holder = inside(template, *steps[:-1])
    del holder[steps[-1]]
    if not holder and len(steps) > 4 and steps[0] == "Resources":
        cut(template, steps[:-1])


def put(template: Any, steps: Steps, value: Any) -> None:
    """Set what stands at a place."""
    inside(template, *steps[:-1])[steps[-1]] = value
