"""Which properties of a type something here looks at, by what the tables of facts say of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.awsdata.creation import accepted_on_creation
from generator.awsdata.edge import placement
from generator.awsdata.settings import Together, settings_together
from generator.awsdata.values import accepted


def is_looked_at(kind: str, way: str) -> bool:
    """Tell whether a property, or what holds it, decides an answer, or is held against what its service takes."""
    known = _looked_at(kind)
    return any(above in known for above in _upwards(way))


@cache
def _with_values(kind: str) -> frozenset[str]:
    return frozenset(".".join(way) for table in (accepted(), accepted_on_creation()) for way, _ in table.get(kind, ()))


@cache
def _looked_at(kind: str) -> frozenset[str]:
    placed = placement(kind)
    own = (*placed.looked_at, *placed.blocking()) if placed else ()
    beside = (way for _, known in settings_together().get(kind, ()) for way in _ways(known))
    return _with_values(kind) | {*own, *beside}


def _ways(known: Together) -> Iterator[str]:
    asked = (known.when, known.unless, known.lacks, known.needs, known.without, known.at_most_one, known.values)
    for ways in (*asked, known.patterns, known.ordered, known.counts, known.distinct, known.single):
        for way in ways:
            yield f"{known.at}.{way}".removeprefix(".").replace(".*", "")


def _upwards(way: str) -> Iterator[str]:
    while way:
        yield way
        way = way.rpartition(".")[0]
