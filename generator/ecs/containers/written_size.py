"""How long a value is at least, once it is written into a task definition."""

from __future__ import annotations

from generator.stack import Choice, Listing, Literal, Mapping, Text, Value


def least_characters(value: Value) -> int:
    """The characters of the keys and texts that are certain; what only AWS knows counts as none.

    Of a choice that is not decided, the shorter side counts.
    """
    match value:
        case Literal(text):
            return len(text)
        case Text(inner) | Listing(inner):
            return sum(map(least_characters, inner))
        case Mapping(entries):
            return sum(len(key) + least_characters(inner) for key, inner in entries)
        case Choice(_, first, second):
            return min(least_characters(first), least_characters(second))
    return 0
