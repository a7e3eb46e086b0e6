"""Documents that are written as JSON inside a text: policies, mostly."""

from __future__ import annotations

import json
import re
from typing import Any

from generator.stack.assemble import choice, listing, malformed, mapping, scalar, text
from generator.stack.values import Call, Choice, Literal, Text, Unknown, Value

_OPEN, _CLOSE = "\ue000", "\ue001"
_HOLE = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
MAX_NESTING = 60


def document(value: Value) -> Value:
    """The mapping or list that a value is, whether it is written out or as JSON in a text.

    Anything else is given back as it is; a text that is not JSON is an Unknown.
    """
    match value:
        case Choice(condition, yes, no):
            return choice(condition, document(yes), document(no))
        case Call("ToJsonString", (inner,)):
            return inner
        case Literal():
            return _parsed([value])
        case Text(pieces):
            return _parsed(list(pieces))
    return value


def _parsed(pieces: list[Value]) -> Value:
    """Parse a text with holes in it, and put back what was in the holes."""
    written = "".join(
        piece.text if isinstance(piece, Literal) else f"{_OPEN}{index}{_CLOSE}" for index, piece in enumerate(pieces)
    )
    try:
        return _value(json.loads(written), pieces, MAX_NESTING)
    except (ValueError, RecursionError):
        return malformed("a document is wanted, and this text is no JSON")


def _value(node: Any, pieces: list[Value], depth: int) -> Value:
    if depth == 0:
        return Unknown("too deep", "a JSON text is nested too deeply to follow", "limit")
    if isinstance(node, dict):
        return mapping((key, _value(inner, pieces, depth - 1)) for key, inner in node.items())
    if isinstance(node, list):
        return listing(_value(inner, pieces, depth - 1) for inner in node)
    return _filled(node, pieces) if isinstance(node, str) else scalar(node)


def _filled(written: str, pieces: list[Value]) -> Value:
    segments = _HOLE.split(written)
    if any(int(index) >= len(pieces) for index in segments[1::2]):
        return Literal(written)
    return text(pieces[int(segment)] if index % 2 else Literal(segment) for index, segment in enumerate(segments))
