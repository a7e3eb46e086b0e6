"""Which properties of a type something here looks at, by what the tables of facts say of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.awsdata.creation import accepted_on_creation
from generator.awsdata.edge import placement
from generator.awsdata.settings import Together, settings_together
from generator.awsdata.values import accepted


def is_looked_at(kind: str, way: str) -> bool:
    """Tell whether a property decides an answer, alone or with what holds it, or is held against what is taken."""
    known = _with_all_below(kind)
    return way in _beside_others(kind) or any(above in known for above in _upwards(way))


@cache
def _with_all_below(kind: str) -> frozenset[str]:
    placed = placement(kind)
    own = (*placed.looked_at, *placed.blocking()) if placed else ()
    valued = (".".join(way) for table in (accepted(), accepted_on_creation()) for way, _ in table.get(kind, ()))
    return frozenset((*own, *valued))


@cache
def _beside_others(kind: str) -> frozenset[str]:
    """What is asked for together with others; who asks whether a mapping is there does not look into it."""
    return frozenset(way for _, known in settings_together().get(kind, ()) for way in _ways(known))


def _ways(known: Together) -> Iterator[str]:
    asked = (known.when, known.unless, known.lacks, known.needs, known.without, known.at_most_one, known.values)
    for ways in (*asked, known.patterns, known.ordered, known.counts, known.distinct, known.single):
        for way in ways:
            yield f"{known.at}.{way}".removeprefix(".").replace(".*", "")


def _upwards(way: str) -> Iterator[str]:
    while way:
        yield way
        way = way.rpartition(".")[0]
