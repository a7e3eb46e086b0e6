"""Values as plain data, and where two of them differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from collections.abc import Mapping as AnyMapping
from itertools import zip_longest
from typing import Any

from generator.stack import Absent, Choice, Listing, Literal, Mapping, Reference, Unknown, Value, parts, shown

LATER = "{{changeSet:KNOWN_AFTER_APPLY}}"
"""What change sets, too, write for a value that a replaced resource will give."""
_NAMES = ("Name", "Key", "PolicyName", "SourceVolume")


def plain(value: Value, replaced: Collection[str] = ()) -> Any:
    """Mappings, lists and texts; None for nothing. What refers to a resource that is ``replaced`` is not known yet."""
    match value:
        case Absent():
            return None
        case Mapping(entries):
            made = {key: plain(entry, replaced) for key, entry in entries}
            return {key: entry for key, entry in made.items() if entry is not None}
        case Listing(items):
            return [plain(item, replaced) for item in items]
        case Literal(text):
            return text
    later = any(isinstance(part, Reference) and part.resource in replaced for part in parts(value))
    return LATER if later else shown(value)


def text(value: Value) -> str | None:
    """A value as one text, JSON where it has parts; None for nothing."""
    made = plain(value)
    return made if made is None or isinstance(made, str) else json.dumps(made)


def certain(*values: Value) -> bool:
    """Whether nothing in values is left open by these templates."""
    return not any(isinstance(part, Choice | Unknown) for value in values for part in parts(value))


def differing(path: str, old: Value, new: Value) -> Iterator[tuple[str, Value, Value]]:
    """Where two values differ, as far down as it goes; items with names are told by these. A policy stays whole."""
    if old == new or _whatever_the_order(old) == _whatever_the_order(new):
        return
    pairs: AnyMapping[str, tuple[Value, Value]] = {}
    match old, new:
        case Mapping(), Mapping():
            names = dict.fromkeys(key for key, _ in (*old.entries, *new.entries))
            if "Statement" not in names and not (old.rest or new.rest):
                pairs = {name: (old.get(name), new.get(name)) for name in names}
        case Listing(olds), Listing(news):
            before, after = _named(olds), _named(news)
            if before is not None and after is not None:
                nothing = Absent()
                pairs = {n: (before.get(n, nothing), after.get(n, nothing)) for n in {**before, **after}}
            elif len(olds) == len(news):
                pairs = {str(place): pair for place, pair in enumerate(zip(olds, news, strict=True))}
            else:
                gone = [item for item in olds if item not in news]
                come = [item for item in news if item not in olds]
                yield from ((path, was, is_) for was, is_ in zip_longest(gone, come, fillvalue=Absent()))
                if gone or come:
                    return
    found = [each for name, pair in pairs.items() for each in differing(f"{path}.{name}" if path else name, *pair)]
    yield from found or [(path, old, new)]


def _whatever_the_order(value: Value) -> object:
    """A value by what is compared: the keys of a mapping have no order, the items of a list do."""
    match value:
        case Mapping(entries, rest):
            return frozenset((key, _whatever_the_order(entry)) for key, entry in entries), rest
        case Listing(items):
            return tuple(_whatever_the_order(item) for item in items)
    return value


def _named(items: tuple[Value, ...]) -> dict[str, Value] | None:
    """Items by their names; None where they have none, or share one."""
    for key in _NAMES:
        names = [item.get(key) if isinstance(item, Mapping) else None for item in items]
        texts = [name.text for name in names if isinstance(name, Literal)]
        if items and len(set(texts)) == len(items):
            return {name: _told(item, key) for name, item in zip(texts, items, strict=True)}
    return {} if not items else None


def _told(item: Value, key: str) -> Value:
    """The value of an item that is nothing but a name and a value, else all of it."""
    bare = isinstance(item, Mapping) and {name for name, _ in item.entries} == {key, "Value"} and not item.rest
    return item.get("Value") if bare and isinstance(item, Mapping) else item


def references(path: str, value: Value) -> Iterator[tuple[str, Reference]]:
    """Every reference in a value, with where it stands."""
    match value:
        case Mapping(entries):
            for key, entry in entries:
                yield from references(f"{path}.{key}" if path else key, entry)
        case Listing(items):
            named = _named(items) or {str(place): item for place, item in enumerate(items)}
            for name, item in named.items():
                yield from references(f"{path}.{name}", item)
        case _:
            yield from ((path, part) for part in parts(value) if isinstance(part, Reference))
