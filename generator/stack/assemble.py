"""Put values together: texts, lists, mappings, calls. Nothing here raises, and nothing grows without bound."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from generator.stack.values import (
    Absent,
    Call,
    Choice,
    Listing,
    Literal,
    Mapping,
    Step,
    Text,
    Unknown,
    Value,
)
from generator.stack.walk import MAX_STEPS

MAX_SIZE = 20_000
MAX_DEPTH = 150
MAX_TEXT = 1_000_000
_OPENING, _CLOSING = "{{resolve:", "}}"


def malformed(what: str) -> Unknown:
    """The unknown for something that CloudFormation would refuse."""
    return Unknown(what, what)


def too_large(what: str) -> Unknown:
    """The unknown for what has outgrown the limits of this reader."""
    return Unknown(f"too large: {what}", f"{what} is too large to follow", "limit")


def scalar(node: object) -> Value:
    """The value of a node that is neither a list nor a mapping."""
    if isinstance(node, str):
        plain = str.__str__(node)
        return text([Literal(plain)]) if _OPENING in plain else Literal(plain)
    if isinstance(node, bool):
        return Literal("true" if node else "false")
    if isinstance(node, (int, float)):
        try:
            return Literal(str(node))
        except ValueError:  # Python refuses to print integers of thousands of digits.
            return too_large("a number")
    if isinstance(node, (datetime.date, datetime.datetime)):
        return Literal(node.isoformat())
    return Absent() if node is None else malformed(f"a {type(node).__name__} is not a value of a template")


def _measure(values: Iterable[Value]) -> tuple[int, int]:
    size, depth = 1, 0
    for value in values:
        if isinstance(value, (Text, Listing, Mapping, Call, Choice)):
            size += value.size
            depth = max(depth, value.depth)
        else:
            size += 1
    return size, depth + 1


def _fits(size: int, depth: int) -> bool:
    return size <= MAX_SIZE and depth <= MAX_DEPTH


def listing(items: Iterable[Value], via: tuple[Step, ...] = ()) -> Value:
    """A list without the items that are absent."""
    kept = tuple(item for item in items if not isinstance(item, Absent))
    size, depth = _measure(kept)
    return Listing(kept, via, size, depth) if _fits(size, depth) else too_large("a list")


def mapping(entries: Iterable[tuple[str, Value]], rest: Unknown | None = None) -> Value:
    """A mapping without the keys that are absent."""
    kept = tuple(entry for entry in entries if not isinstance(entry[1], Absent))
    size, depth = _measure(value for _, value in kept)
    return Mapping(kept, rest, (), size, depth) if _fits(size, depth) else too_large("a mapping")


def call(function: str, *arguments: Value) -> Value:
    """A call of a function that only AWS can compute; equal to another where function and arguments are."""
    size, depth = _measure(arguments)
    return Call(function, arguments, (), size, depth) if _fits(size, depth) else too_large(function)


def choice(condition: str, yes: Value, no: Value) -> Value:
    """Either branch when both are the same, else the choice between them."""
    if isinstance(yes, Choice) and yes.condition == condition:
        yes = yes.yes
    if isinstance(no, Choice) and no.condition == condition:
        no = no.no
    if yes == no:
        return yes
    size, depth = _measure((yes, no))
    return Choice(condition, yes, no, (), size, depth) if _fits(size, depth) else too_large("a choice")


def text(pieces: Iterable[Value]) -> Value:
    """Put texts together: neighbouring literals become one, dynamic references become calls.

    Lists, mappings and nothing cannot be part of a text: CloudFormation refuses them. What stands around them is known.
    """
    merged: list[Value] = []
    length = 0
    for piece in _flattened(pieces):
        if isinstance(piece, (Listing, Mapping, Absent)):
            what = f"{_noun(piece)} cannot be part of a text"
            piece = Unknown(f"{what}: {piece}"[:300], what)
        if isinstance(piece, Literal):
            length += len(piece.text)
            if length > MAX_TEXT:
                return too_large("a text")
            if merged and isinstance(merged[-1], Literal):
                merged[-1] = Literal(merged[-1].text + piece.text, (merged[-1].via + piece.via)[:MAX_STEPS])
                continue
        merged.append(piece)
    if any(isinstance(piece, Literal) and _OPENING in piece.text for piece in merged):
        merged = _with_dynamic_references(merged)
    merged = [piece for piece in merged if not (isinstance(piece, Literal) and not piece.text)]
    if len(merged) < 2:
        return merged[0] if merged else Literal("")
    size, depth = _measure(merged)
    return Text(tuple(merged), (), size, depth) if _fits(size, depth) else too_large("a text")


def _flattened(pieces: Iterable[Value]) -> Iterable[Value]:
    for piece in pieces:
        if isinstance(piece, Text):
            yield from piece.parts
        else:
            yield piece


def _noun(value: Value) -> str:
    return {Listing: "a list", Mapping: "a mapping", Absent: "nothing"}.get(type(value), "a value")


def _with_dynamic_references(pieces: Sequence[Value]) -> list[Value]:
    """Turn every ``{{resolve:...}}`` into a call, whatever stands inside it."""
    outside: list[Value] = []
    inside: list[Value] | None = None
    for piece in pieces:
        rest = piece.text if isinstance(piece, Literal) else None
        if rest is None:
            (outside if inside is None else inside).append(piece)
            continue
        while rest:
            mark = _OPENING if inside is None else _CLOSING
            before, separator, rest = rest.partition(mark)
            if inside is None:
                outside += [Literal(before)] if before else []
                inside = [] if separator else None
            else:
                inside += [Literal(before)] if before else []
                if separator:
                    outside.append(call("resolve", text(inside)))
                    inside = None
    return outside if inside is None else list(pieces)


def split(delimiter: str, value: Value) -> Value:
    """Cut a text at a delimiter; what is not a literal stays whole if such a delimiter never stands inside it."""
    if not delimiter:
        return malformed("Fn::Split takes a delimiter")
    if isinstance(value, Choice):
        return choice(value.condition, split(delimiter, value.yes), split(delimiter, value.no))
    if isinstance(value, Call) and value.function == "Join" and value.arguments[0] == Literal(delimiter):
        return value.arguments[1]
    if isinstance(value, Literal):
        return listing((Literal(piece, value.via) for piece in value.text.split(delimiter)), value.via)
    if not isinstance(value, Text) or not delimiter.isascii() or delimiter not in ",;|, ":
        return call("Split", Literal(delimiter), value)
    groups: list[list[Value]] = [[]]
    for part in value.parts:
        texts = part.text.split(delimiter) if isinstance(part, Literal) else []
        pieces: list[Value] = [Literal(piece, part.via) for piece in texts] or [part]
        groups[-1].append(pieces[0])
        groups += [[piece] for piece in pieces[1:]]
    return listing((text(group) for group in groups), value.via)


def join(delimiter: str, value: Value) -> Value:
    """Put the items of a list together with a delimiter between them."""
    if isinstance(value, Choice):
        return choice(value.condition, join(delimiter, value.yes), join(delimiter, value.no))
    if isinstance(value, Listing):
        pieces: list[Value] = []
        for item in value.items:
            pieces += [Literal(delimiter), item]
        if any(isinstance(piece, Choice) and Absent() in (piece.yes, piece.no) for piece in pieces):
            return call("Join", Literal(delimiter), value)
        return text(pieces[1:])
    if isinstance(value, (Literal, Text, Mapping, Absent)):
        return malformed("Fn::Join takes a list")
    return call("Join", Literal(delimiter), value)
