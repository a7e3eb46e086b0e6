r"""The notation of the catalogue's patterns, and how they are searched for in linear time.

A pattern is one or more *phrases*, each a small regular expression, that follow each other within one message::

    no pg_hba\.conf entry for host ... no encryption|SSL off

The three dots mean "later in the same message". Phrases are looked up one after the other, so nothing is
tried twice as with ``.*``; and no phrase may repeat without a bound (a test reads every pattern for that).
A gap such as ``.{0,80}`` begins with 0: what stands there may be white space or quotes, which are not there.

``{network}`` are the words by which AWS says that packets did not get through. ``{end}`` is where a text is cut
off, and ``{cut:AccessDeniedException}`` a word of which only the beginning is left there: consoles and APIs shorten.

Case, white space and quotes never count, in patterns or in texts. So a phrase is found whatever the terminal,
JSON or a mail program has done to it: broken lines, even inside words, doubled spaces, other quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from generator.catalogue.needles import Needles, needles

Phrases = tuple[re.Pattern[str], ...]

Place = list[tuple[int, int]]
"""Where a pattern was found: start and end of each phrase."""

REACH = 1000
"""How far the last phrase may be from the first, in characters without white space."""

NO_COUNT = "\\s\"'`\u2018\u2019\u201c\u201d\u200b\\x00-\\x20|\u2502\\\\"
"""What does not count: white space, quotes, control characters, the borders of tables, backslashes."""

NETWORK = (
    r"dial (?:tcp|udp)|i/o timeout|TLS handshake timeout|connection timed out|Client\.Timeout exceeded|"
    r"request canceled|context deadline exceeded|context canceled|signal: killed|connection issue|"
    r"send request failed|exceeded maximum number of attempts|RequestError|"
    r"{cut:request canceled}|{cut:request error}"
)
"""``{network}`` in a pattern: the words by which AWS's agents say that packets did not get through.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html (2026-11)
"""

END = r"(?:\.{2,3}|\u2026|[,}\]]|$)"
"""``{end}`` in a pattern: where a text is cut off."""

SHORTEST = 4
"""How much must be left of a word that is cut off, in letters."""

START = 4
"""How many letters of a word are looked up, before the whole word is looked for in a text."""

_CUT = re.compile(r"\{cut:([^}]+)\}")
_COUNTS = re.compile(f"[^{NO_COUNT}]+")
_DOES_NOT_COUNT = re.compile(f"[{NO_COUNT}]+")
_IN_PATTERN = re.compile(r"""(?P<escape>\\.)|(?P<capital>[A-Z])|[\s"']""")


def squeeze(text: str) -> str:
    """Leave out of a text what does not count."""
    return _DOES_NOT_COUNT.sub("", text).lower()


def within(pattern: str, text: str) -> bool:
    """Tell whether a squeezed text holds a pattern."""
    return next(places(pattern, text, [len(text) + 1]), None) is not None


def unsqueeze(text: str, start: int, end: int) -> str:
    """The part of a text that became ``squeeze(text)[start:end]``."""
    begin, seen = len(text), 0
    for run in _COUNTS.finditer(text):
        before, seen = seen, seen + len(run[0])
        if begin == len(text) and seen > start:
            begin = run.start() + start - before
        if seen >= end:
            return text[begin : run.start() + end - before]
    return text[begin:]


@cache
def phrases(pattern: str) -> Phrases:
    """Compile one pattern."""
    return tuple(map(re.compile, _expressions(pattern)))


def _expressions(pattern: str) -> list[str]:
    whole = _CUT.sub(_cut, pattern.replace("{network}", NETWORK)).replace("{end}", END)
    return [_squeezed(phrase) for phrase in whole.split(" ... ")]


@cache
def _needed(pattern: str) -> tuple[Needles, ...]:
    """Of each phrase, the words one of which a text must hold. Nothing is compiled for it, which takes longer."""
    return tuple(words for expression in _expressions(pattern) if (words := needles(expression)))


def starts(text: str) -> set[str]:
    """Every few letters that stand in a text, so that many patterns are soon known not to stand there."""
    return {text[at : at + START] for at in range(len(text))}


def possible(patterns: tuple[str, ...], known: set[str]) -> frozenset[str]:
    """The patterns that may stand in a text whose ``starts`` are known; all others certainly do not."""
    by_start, always = _by_start(patterns)
    return always.union(*(by_start[start] for start in by_start.keys() & known))


@cache
def _by_start(patterns: tuple[str, ...]) -> tuple[dict[str, list[str]], frozenset[str]]:
    """Patterns by the first letters of words of which they need one, and those of which no such words are known."""
    by_start: dict[str, list[str]] = {}
    always = []
    for pattern in patterns:
        words = max(_needed(pattern), key=lambda words: min(map(len, words)), default=())
        if not words or min(map(len, words)) < START:
            always.append(pattern)
            continue
        for word in words:
            by_start.setdefault(word[:START], []).append(pattern)
    return by_start, frozenset(always)


def _may_hold(text: str, pattern: str, starts: set[str] | None) -> bool:
    """Tell quickly of most texts that they do not hold a pattern: in plain loops, as they run for every pattern."""
    for words in _needed(pattern):
        for word in words:
            if (starts is None or len(word) < START or word[:START] in starts) and word in text:
                break
        else:
            return False
    return True


def _cut(word: re.Match[str]) -> str:
    """The beginnings of a word, each at the end of the text."""
    letters = word[1].replace(" ", "")
    return f"(?:{'|'.join(letters[:size] for size in range(len(letters), SHORTEST - 1, -1))}){END}"


def _squeezed(phrase: str) -> str:
    return _IN_PATTERN.sub(lambda part: part["escape"] or (part["capital"] or "").lower(), phrase)


def places(pattern: str, text: str, stops: list[int], known: set[str] | None = None) -> Iterator[Place]:
    """Find a pattern in a squeezed text, as often as it occurs. No place goes past one of the stops.

    Who looks for many patterns in one text gives its ``starts``, which are ``known`` then.

    The next occurrence of the second phrase is remembered, so that first phrases far before it cost nothing.
    """
    if not _may_hold(text, pattern, known):
        return
    first, *others = phrases(pattern)
    at, second = 0, None
    while head := first.search(text, at):
        limit = min(stops[bisect_right(stops, head.start())], head.start() + REACH)
        place, at = [head.span()], head.end()
        if others and (second is None or second.start() < at):
            second = others[0].search(text, at)
            if second is None:
                return
        if second and second.end() > limit:
            at = max(at, second.start() - REACH)
            continue
        for phrase in others:
            words = phrase.search(text, place[-1][1], limit)
            if not words:
                break
            place.append(words.span())
        else:
            at = place[-1][1]
            yield place
