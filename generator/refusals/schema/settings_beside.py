"""Properties of one resource that are refused beside each other, as ``awsdata/settings.yaml`` lists them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.awsdata.settings import Together, settings_together
from generator.ecs.texts import literal
from generator.refusals.values_at import values_at
from generator.stack import Absent, Choice, Listing, Literal, Mapping, Resource, Unknown, Value

_NOTHING = ("", "0", "false")


def settings_beside(resource: Resource) -> Iterator[str]:
    """Say each demand that is not met; what is not known is silence."""
    for says, known in settings_together().get(resource.type, ()):
        for place in _places(resource.get(), known.at):
            if isinstance(place, Mapping) and _asked(place, known) and _unmet(place, known):
                yield f"{resource}: {says}"
                break


def _places(properties: Value, way: str) -> Iterator[Value]:
    yield from _ends(properties, way) if way else (properties,)


def _ends(place: Value, way: str) -> Iterator[Value]:
    yield from values_at(place, way.split("."))


def _asked(place: Mapping, known: Together) -> bool:
    return (
        all(any(_is(each, words) for each in _ends(place, way)) for way, words in known.when.items())
        and all(_is_not(_at(place, way), words) for way, words in known.unless.items())
        and all(isinstance(_at(place, way), Absent) for way in known.lacks)
    )


def _unmet(place: Mapping, known: Together) -> bool:
    demands = [
        known.needs and all(isinstance(_at(place, way), Absent) for way in known.needs),
        any(_there(_at(place, way)) for way in known.without),
        sum(_there(_at(place, way)) for way in known.at_most_one) > 1,
        any(_is_not(value, words, there=True) for way, words in known.values.items() for value in _ends(place, way)),
        any(_misfits(value, pattern) for way, pattern in known.patterns.items() for value in _ends(place, way)),
        known.ordered and _crossed(*(_at(place, way) for way in known.ordered)),
        any(_miscounted(_at(place, way), *bounds) for way, bounds in known.counts.items()),
        any(max(Counter(_texts(place, way)).values(), default=0) > 1 for way in known.distinct),
        any(sum(text not in _NOTHING for text in _texts(place, way)) > 1 for way in known.single),
    ]
    fields = (known.needs, known.without, known.at_most_one, known.values, known.patterns, known.ordered, known.counts)
    return any(demands) or not any((*fields, known.distinct, known.single))


def _at(place: Value, way: str) -> Value:
    value = place
    for step in way.split("."):
        if not isinstance(value, Mapping):
            return value
        value = value.get(step)
    return value


def _texts(place: Value, way: str) -> Iterator[str]:
    for value in _ends(place, way):
        text = literal(value)
        if text is not None:
            yield text


def _there(value: Value) -> bool:
    if isinstance(value, Listing):
        return bool(value.items)
    off = isinstance(value, Literal) and value.boolean is False
    return not (off or isinstance(value, Absent | Choice | Unknown))


def _is(value: Value, words: list[str]) -> bool:
    return _one_of(literal(value), words) if words else _there(value)


def _is_not(value: Value, words: list[str], *, there: bool = False) -> bool:
    if isinstance(value, Absent):
        return not there
    text = literal(value)
    return text is not None and not _one_of(text, words)


def _one_of(text: str | None, words: list[str]) -> bool:
    return text is not None and (text in words or ({"true", "false"} >= set(words) and text.lower() in words))


def _misfits(value: Value, pattern: str) -> bool:
    text = literal(value)
    return text is not None and not re.fullmatch(pattern, text, re.ASCII | re.DOTALL)


def _crossed(least: Value, most: Value) -> bool:
    try:
        return float(literal(least) or "nan") > float(literal(most) or "nan")
    except ValueError:
        return False


def _miscounted(value: Value, least: int, most: int) -> bool:
    listed = isinstance(value, Listing) and not any(isinstance(each, Choice | Unknown) for each in value.items)
    return isinstance(value, Listing) and listed and not least <= len(value.items) <= most
