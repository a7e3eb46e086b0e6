"""Values as the text around them writes its own: JSON, or YAML on one line or on several."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[A-Za-z/][\w./-]*")
_SAID_OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def rendered(value: Any, as_json: bool) -> str:
    """Write a value on one line. ``{"Ref": X}`` and ``{"Fn::GetAtt": [X, Y]}`` become short forms in YAML."""
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
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return f"!GetAtt {name}.{attribute}"
        case dict():
            return "{" + ", ".join(f"{key}: {rendered(each, as_json)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(rendered(each, as_json) for each in value) + "]"


def block(value: Any, indent: int, newline: str) -> str:
    """Write a value where YAML spreads over lines: a mapping takes a line for each key."""
    if isinstance(value, dict) and not {"Ref", "Fn::GetAtt"} & value.keys():
        return (newline + " " * indent).join(f"{key}: {rendered(each, False)}" for key, each in value.items())
    return rendered(value, False)
