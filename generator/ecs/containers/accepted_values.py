"""Values that stand somewhere in a resource, and those of them that the service behind it does not accept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.placeholders import to_be_replaced
from generator.awsdata.values import Accepted, Ways
from generator.ecs.texts import literal
from generator.logic import Truth, truth
from generator.stack import Absent, Listing, Literal, Mapping, Resource, Value

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Refused:
    """One value: the steps to it, the way without the places in lists, and what would be accepted."""

    steps: Steps
    property: str
    value: Value
    accepted: Accepted
    certain: Truth
    """NO when it is not accepted, UNKNOWN when it may be one that has come since."""


def refused(resource: Resource, ways: Ways) -> Iterator[Refused]:
    """Find the values of a resource that are certainly not accepted, or are not known; what is not written is."""
    for way, known in ways.get(resource.type, ()):
        if known.unless is not None:
            beside = resource.get(known.unless.property)
            text = literal(beside)
            if text in known.unless.values or (text is None and not isinstance(beside, Absent)):
                continue
        for steps, value in places(resource, way):
            verdict = _verdict(value, known)
            if verdict is not Truth.YES:
                yield Refused(steps, ".".join(way), value, known, verdict)


def places(resource: Resource, way: tuple[str, ...]) -> Iterator[tuple[Steps, Value]]:
    """The values at the end of a way, with the steps to each; lists on it and at its end are gone through."""
    yield from _below(resource.get(), way, ())


def _below(value: Value, way: tuple[str, ...], steps: Steps) -> Iterator[tuple[Steps, Value]]:
    if isinstance(value, Listing) and (way or value.items):
        for index, item in enumerate(value.items):
            yield from _below(item, way, (*steps, index))
    elif not way:
        yield steps, value
    elif isinstance(value, Mapping):
        yield from _below(value.get(way[0]), way[1:], (*steps, way[0]))


def _verdict(value: Value, known: Accepted) -> Truth:
    if known.absent and isinstance(value, Mapping):
        return Truth.NO
    if not isinstance(value, Literal):
        return Truth.YES
    if known.pattern and to_be_replaced(value.text):
        return Truth.YES if known.fits(value.text) else Truth.UNKNOWN
    fits = known.fits(value.text)
    return Truth.UNKNOWN if fits is None else truth(fits)
