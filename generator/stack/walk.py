"""Look into values: what they are made of, the way they came, what is not known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.stack.values import Call, Choice, Listing, Literal, Mapping, Reference, Step, Text, Unknown, Value

MAX_STEPS = 40


def with_step(value: Value, step: Step) -> Value:
    """The same value with one more station at the start of its way."""
    return replace(value, via=(step, *value.via[: MAX_STEPS - 1]))


def trace(value: Value) -> str:
    """Tell a value's way: ``root.yaml: Network.Outputs.VpcId -> network.yaml: Vpc``."""
    return " -> ".join(map(str, value.via))


def parts(value: Value) -> Iterator[Value]:
    """The value and every value inside it."""
    pending = [value]
    while pending:
        current = pending.pop()
        yield current
        kind = type(current)
        if kind is Literal or kind is Reference:
            continue  # Most values are one of these.
        match current:
            case Text(inner) | Listing(inner) | Call(_, inner):
                pending.extend(reversed(inner))
            case Mapping(entries, rest):
                pending.extend([inner for _, inner in reversed(entries)])
                pending.extend([rest] if rest else [])
            case Choice(_, yes, no):
                pending += (no, yes)


def by_default(value: Value) -> bool:
    """Tell whether a parameter's Default had a part in the value, or in the condition that chose it."""
    return bool(defaults(value))


def defaults(value: Value) -> tuple[Step, ...]:
    """The Defaults that had a part in the value."""
    return tuple(dict.fromkeys(step for part in parts(value) for step in part.via if step.origin == "default"))


def why_unknown(value: Value) -> tuple[str, ...]:
    """The reasons why a value, or something in it, is not known; empty when everything is.

    Pseudo parameters and functions that only AWS computes count as known: they are the same wherever they stand.
    """
    reasons: dict[str, None] = {}
    for part in parts(value):
        if isinstance(part, Unknown):
            reasons[part.reason] = None
        elif isinstance(part, Choice):
            reasons[f"the condition {part.condition} is not decided"] = None
    return tuple(reasons)
