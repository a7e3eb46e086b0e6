"""Fn::Sub: a text with names in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.stack.assemble import malformed, text
from generator.stack.evaluator import Evaluator
from generator.stack.instances import Instance
from generator.stack.references import attribute, named
from generator.stack.values import Literal, Value

_NAME = re.compile(r"\$\{([^{}]*)\}")


def sub(evaluator: Evaluator, at: Instance, argument: Any, place: tuple[int, int]) -> Value:
    """The text with every ``${Name}`` replaced; ``${!Name}`` stands for ``${Name}`` itself."""
    own: Mapping[Any, Any] = {}
    if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], dict):
        argument, own = argument
    if not isinstance(argument, str):
        return malformed("Fn::Sub takes a text, and perhaps a mapping of names")
    template = str.__str__(argument)
    pieces: list[Value] = []
    end = 0
    for match in _NAME.finditer(template):
        pieces.append(Literal(template[end : match.start()]))
        end = match.end()
        pieces.append(_replacement(evaluator, at, match[1].strip(), own, place))
    pieces.append(Literal(template[end:]))
    return text(pieces)


def _replacement(
    evaluator: Evaluator, at: Instance, name: str, own: Mapping[Any, Any], place: tuple[int, int]
) -> Value:
    if name.startswith("!"):
        return Literal("${" + name[1:] + "}")
    if name in own:
        return evaluator.value(at, own[name])
    resource, dot, attribute_name = name.partition(".")
    return attribute(evaluator, at, resource, attribute_name, place) if dot else named(evaluator, at, name, place)


def names_in(template: str) -> list[str]:
    """The names that a text for Fn::Sub mentions, without their attributes."""
    return [name.strip().partition(".")[0] for name in _NAME.findall(template) if not name.startswith("!")]
