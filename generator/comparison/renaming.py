"""A template's text with some of its names exchanged, wherever CloudFormation looks a name up."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

_IN_TEXT = re.compile(r"\$\{\s*([^!{}.\s][^{}.\s]*)([^{}]*)\}")


@dataclass
class Names:
    """The names of one stack that its new form says otherwise; ``suffix`` is what they get."""

    suffix: str
    resources: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    conditions: set[str] = field(default_factory=set)
    mappings: set[str] = field(default_factory=set)
    outputs: set[str] = field(default_factory=set)
    children: dict[str, Names] = field(default_factory=dict)
    """The names of the stacks that it nests, by logical id."""

    def of(self, known: Collection[str], name: Any) -> str:
        """The name as the new form says it."""
        return f"{name}{self.suffix}" if name in known else str(name)

    def counted(self) -> int:
        """How many names are said otherwise."""
        return sum(map(len, (self.resources, self.parameters, self.conditions, self.mappings, self.outputs)))


def renamed(node: Any, names: Names) -> Any:
    """Say each reference in a part of a template by its new name; all else stays."""
    if isinstance(node, list):
        return [renamed(item, names) for item in node]
    if not isinstance(node, dict):
        return node
    if len(node) == 1:
        ((key, argument),) = node.items()
        if (made := _function(str(key), argument, names)) is not None:
            return {str(key): made}
    return {key: renamed(value, names) for key, value in node.items()}


def _function(name: str, argument: Any, names: Names) -> Any:
    match name, argument:
        case "Ref", str():
            return names.of(names.resources | names.parameters, argument)
        case "Condition", str():
            return names.of(names.conditions, argument)
        case "Fn::GetAtt", str():
            resource, _, attribute = argument.partition(".")
            return [names.of(names.resources, resource), _attribute(resource, attribute, names)]
        case "Fn::GetAtt", [resource, str() as attribute]:
            return [names.of(names.resources, resource), _attribute(resource, attribute, names)]
        case "Fn::If", [condition, *values]:
            return [names.of(names.conditions, condition), *(renamed(value, names) for value in values)]
        case "Fn::FindInMap", [str() as mapping, *keys]:
            return [names.of(names.mappings, mapping), *(renamed(key, names) for key in keys)]
        case "Fn::Sub", str():
            return _text(argument, {}, names)
        case "Fn::Sub", [str() as text, dict() as own]:
            return [_text(text, own, names), renamed(own, names)]
    return None


def _attribute(resource: str, attribute: str, names: Names) -> str:
    section, _, output = attribute.partition(".")
    inner = names.children.get(resource)
    return f"Outputs.{inner.of(inner.outputs, output)}" if inner and section == "Outputs" else attribute


def _text(text: str, own: Mapping[Any, Any], names: Names) -> str:
    def say(match: re.Match[str]) -> str:
        name, rest = match[1], match[2].strip()
        if name in own:
            return match[0]
        if not rest:
            return f"${{{names.of(names.resources | names.parameters, name)}}}"
        return f"${{{names.of(names.resources, name)}.{_attribute(name, rest.removeprefix('.'), names)}}}"

    return _IN_TEXT.sub(say, str(text))
