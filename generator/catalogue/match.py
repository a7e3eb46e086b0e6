"""Which entries of the catalogue explain a text, best first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from generator.catalogue.entry import Entry, entries
from generator.catalogue.facts import facts, filled
from generator.catalogue.paste import plain
from generator.catalogue.pattern import REACH, Place, places, possible, squeeze, starts, unsqueeze, within

PLACES, FEW_PLACES = 300, 20
"""How many places of one entry in a text are looked at; few, if the entry yields."""

QUOTED = 300
"""How much of the message is quoted, in characters without white space."""

BESIDE = 400
"""How near the words stand that say that a message is another program's, in characters without white space."""

_BEGIN = re.compile(
    r"(?<!error:)(?<!reason:)resourceinitializationerror|cannot(?:pull|start|stop|create|inspect)[a-z]{5,20}error|essentialcontainerintask|"
    r"stoppedreason|stoppeddescription|\(service(?!:)|anerroroccurred\(|resourcehandlerreturned|nestedchangeset"
)
"""Where another message begins. What one message lacks is not looked for in the next."""


@dataclass(frozen=True)
class Found:
    """An entry that explains a text, and the part of the text that it explains.

    In the entry stands what the text tells: its values are filled in, and the causes that its words point to come
    first. ``region`` is the region that the text names, if it does.
    """

    entry: Entry
    quote: str
    region: str = ""


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
    known = starts(squeezed)
    taken: dict[int, Place] = {}
    result = []
    may_stand = possible(_patterns(), known)
    for entry in entries():
        if may_stand.isdisjoint(entry.pattern):
            continue
        kept = []
        for place in islice(_places(entry, squeezed, stops, known), FEW_PLACES if entry.yields else PLACES):
            better = taken.get(bisect_right(stops, place[0][0]), [])
            if (
                not (better and entry.yields)
                and not _overlap(place, better)
                and not _foreign(entry, squeezed, place, stops)
            ):
                kept.append(place)
        for place in kept:
            taken.setdefault(bisect_right(stops, place[0][0]), []).extend(place)
        if kept:
            result.append(_found(entry, text, squeezed, kept[0], stops))
    return result


@cache
def _patterns() -> tuple[str, ...]:
    return tuple(pattern for entry in entries() for pattern in entry.pattern)


def _found(entry: Entry, text: str, squeezed: str, place: Place, stops: list[int]) -> Found:
    begin, end = _message(place, stops, REACH)
    words = squeezed[begin:end]
    told = {
        cause: within(pattern, words) for cause, pattern in zip(entry.causes, entry.told_by, strict=True) if pattern
    }
    causes = sorted(entry.causes, key=lambda cause: 1 if cause not in told else 0 if told[cause] else 2)
    known = facts(unsqueeze(text, begin, end), around=unsqueeze(text, max(begin - REACH, 0), end + REACH))
    mended = filled(replace(entry, causes=tuple(causes), told_by=()), known)
    return Found(mended, _quote(text, place, stops), known.get("region", ""))


def _message(place: Place, stops: list[int], reach: int) -> tuple[int, int]:
    """Where the message around a place begins and ends, or how far from it one looks."""
    message = bisect_right(stops, place[0][0])
    begin = stops[message - 1] if message else 0
    return max(begin, place[0][0] - reach), min(stops[message], place[-1][1] + reach)


def _foreign(entry: Entry, squeezed: str, place: Place, stops: list[int]) -> bool:
    """Tell whether the words around a place are those of a program that is not meant."""
    if not entry.unless:
        return False
    begin, end = _message(place, stops, BESIDE)
    return any(within(pattern, squeezed[begin:end]) for pattern in entry.unless)


def _overlap(place: Place, others: Place) -> bool:
    return any(start < end and begin < stop for begin, end in place for start, stop in others)


def _places(entry: Entry, squeezed: str, stops: list[int], known: set[str]) -> Iterator[Place]:
    for pattern in entry.pattern:
        yield from places(pattern, squeezed, stops, known)


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
