"""Which entries of the catalogue explain a text, best first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.catalogue.entry import Entry, entries
from generator.catalogue.paste import plain
from generator.catalogue.pattern import Place, places, squeeze, unsqueeze

PLACES, FEW_PLACES = 300, 20
"""How many places of one entry in a text are looked at; few, if the entry yields."""

QUOTED = 300
"""How much of the message is quoted, in characters without white space."""

_BEGIN = re.compile(
    r"(?<!error:)(?<!reason:)resourceinitializationerror|cannot(?:pull|start|stop|create|inspect)[a-z]{5,20}error|essentialcontainerintask|"
    r"stoppedreason|stoppeddescription|\(service(?!:)|anerroroccurred\(|resourcehandlerreturned|nestedchangeset"
)
"""Where another message begins. What one message lacks is not looked for in the next."""


@dataclass(frozen=True)
class Found:
    """An entry that explains a text, and the part of the text that it explains."""

    entry: Entry
    quote: str


def match(message: str) -> list[Entry]:
    """The entries that explain a text of any kind and length, best first."""
    return [match.entry for match in find(message)]


def find(message: str) -> list[Found]:
    """The entries that explain a text, best first, each with the place.

    Of two entries for the same words only the better one is given.
    """
    text = plain(message)
    squeezed = squeeze(text)
    stops = [*(begin.start() for begin in _BEGIN.finditer(squeezed, 1)), len(squeezed) + 1]
    taken: dict[int, Place] = {}
    result = []
    for entry in entries():
        kept = []
        for place in islice(_places(entry, squeezed, stops), FEW_PLACES if entry.yields else PLACES):
            better = taken.get(bisect_right(stops, place[0][0]), [])
            if not (better and entry.yields) and not _overlap(place, better):
                kept.append(place)
        for place in kept:
            taken.setdefault(bisect_right(stops, place[0][0]), []).extend(place)
        if kept:
            result.append(Found(entry, _quote(text, kept[0], stops)))
    return result


def _overlap(place: Place, others: Place) -> bool:
    return any(start < end and begin < stop for begin, end in place for start, stop in others)


def _places(entry: Entry, squeezed: str, stops: list[int]) -> Iterator[Place]:
    for pattern in entry.pattern:
        yield from places(pattern, squeezed, stops)


def _quote(text: str, place: Place, stops: list[int]) -> str:
    """Quote the message around a place, from its beginning if that is near: one line, and safe to show."""
    first = place[0][0]
    message = bisect_right(stops, first)
    begin = stops[message - 1] if message else 0
    if first - begin > QUOTED // 2:
        begin = first
    end = min(stops[message], max(place[-1][1], begin + QUOTED), begin + 2 * QUOTED)
    words = " ".join(unsqueeze(text, begin, end).split())
    return "".join(filter(str.isprintable, words))
