"""Values as the text around them writes its own: JSON, or YAML on one line or on several."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z/][\w./-]*(?:::?[\w./*-]+)*")
_SAID_OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_FUNCTIONS = frozenset({"Ref", "Fn::GetAtt", "Fn::Sub"})


def rendered(value: Any, as_json: bool) -> str:
    """Write a value on one line. The functions Ref, Fn::GetAtt and Fn::Sub become short forms in YAML."""
    if as_json:
        return json.dumps(value)
    match value:
        case bool() | int():
            return json.dumps(value)
        case str():
            plain = _PLAIN.fullmatch(value) and value.lower() not in _SAID_OTHERWISE
            return value if plain else json.dumps(value)
        case {"Ref": str(name)}:
            return f"!Ref {name}"
        case {"Fn::Sub": str(text)}:
            return f"!Sub {json.dumps(text)}"
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return f"!GetAtt {name}.{attribute}"
        case dict():
            return "{" + ", ".join(f"{key}: {rendered(each, as_json)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(rendered(each, as_json) for each in value) + "]"


def block(value: Any, indent: int, newline: str) -> str:
    """Write a value where YAML spreads over lines: a mapping takes a line for each key, and what is deep its own."""
    if isinstance(value, dict) and any(_deep(each) for each in value.values()):
        return entry(value, indent, newline)
    if isinstance(value, dict) and not _FUNCTIONS & value.keys():
        return (newline + " " * indent).join(f"{key}: {rendered(each, False)}" for key, each in value.items())
    return rendered(value, False)


def entry(value: Mapping[str, Any], indent: int, newline: str) -> str:
    """Write a mapping with a line for each key and for what is in it; the first line has no indent."""
    lines = []
    for key, each in value.items():
        if isinstance(each, dict) and not each.keys() & _FUNCTIONS:
            inner = " " * (indent + 2)
            lines.append(f"{key}:{newline}{inner}{entry(each, indent + 2, newline)}")
        elif isinstance(each, list):
            items = "".join(f"{newline}{' ' * (indent + 2)}- {_item(item, indent + 4, newline)}" for item in each)
            lines.append(f"{key}:{items}")
        else:
            lines.append(f"{key}: {rendered(each, False)}")
    return (newline + " " * indent).join(lines)


def in_json(value: Any, like: str) -> str:
    """Write a value as JSON: on one line, or indented as a text is that stands where it will, from its second line."""
    lines = like.split("\n")
    if len(lines) < 3:
        return json.dumps(value)
    close = len(lines[-1]) - len(lines[-1].lstrip())
    step = len(lines[1]) - len(lines[1].lstrip()) - close
    if step < 1:
        return json.dumps(value)
    filler = lines[1][:1] * step if lines[1][:1] == "\t" else step
    return json.dumps(value, indent=filler).replace("\n", "\n" + lines[-1][:close])


def _deep(value: Any) -> bool:
    return isinstance(value, dict) and any(isinstance(each, dict | list) for each in value.values())


def _item(value: Any, indent: int, newline: str) -> str:
    """An item of a list: a mapping that is no function takes a line for each key."""
    if isinstance(value, dict) and not value.keys() & _FUNCTIONS:
        return entry(value, indent, newline)
    return rendered(value, False)
