"""Go through a value step by step."""

from __future__ import annotations

from generator.stack.assemble import choice
from generator.stack.values import Absent, Choice, Listing, Mapping, Unknown, Value


def follow(value: Value, steps: tuple[str | int, ...]) -> Value:
    """What stands at the end of a way through a value."""
    for index, step in enumerate(steps):
        match value, step:
            case Absent(), _:
                return value
            case Mapping(), str():
                value = value.get(step)
            case Listing(items), int():
                value = items[step] if 0 <= step < len(items) else Absent()
            case Choice(condition, yes, no), _:
                return choice(condition, follow(yes, steps[index:]), follow(no, steps[index:]))
            case Unknown(identity, reason, kind), _:
                value = Unknown(f"{identity}.{step}", reason, kind, via=value.via)
            case _:
                what = f"{'an item' if isinstance(step, int) else step} is looked for in something that has none"
                return Unknown(f"{value}.{step}"[:1000], what)
    return value
