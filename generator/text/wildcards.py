"""Patterns with ``*`` and ``?``: which texts they take, and whether others leave any of them.

``*`` is any run of characters, the empty one too, and ``?`` is any one character. That is how a load balancer compares
the path of a request, minding case, and its host name, minding none. Source: Elastic Load Balancing API reference,
PathPatternConditionConfig and HostHeaderConditionConfig, read 2026-11.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

ANY = "*"
_FRESH = "xyz0123456789abcdefghijklmnopqrstuvwABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_STATES = 20_000


class Undecided(Exception):
    """The patterns have so many wildcards that comparing them would take too long."""


def matches(pattern: str, text: str) -> bool:
    """Tell whether a pattern takes a text."""
    glob = _glob(pattern)
    return glob.accepts(_after(glob, text))


def example(inside: Sequence[str], outside: Sequence[str] = ()) -> str | None:
    """A text that all patterns of ``inside`` take and none of ``outside``; None when there is none.

    Raises Undecided when that takes longer than is reasonable.
    """
    guess = inside[0].replace(ANY, _FRESH[0]).replace("?", _FRESH[0])  # right most of the time, and quickly tried
    if all(matches(pattern, guess) for pattern in inside) and not any(matches(pattern, guess) for pattern in outside):
        return guess
    shortest = next(_reached(inside, outside, prune=True), None)
    return shortest[0] if shortest else None


@lru_cache(maxsize=65536)
def covers(wide: str, narrow: str) -> bool:
    """Tell whether ``wide`` takes every text that ``narrow`` takes. Raises Undecided."""
    return example([narrow], [wide]) is None


@lru_cache(maxsize=65536)
def meet(pattern: str, other: str) -> bool:
    """Tell whether some text is taken by both."""
    return example([pattern, other]) is not None


def sides(inside: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """A text of ``inside`` for each set of ``others`` that can take such a text together. Raises Undecided."""
    seen: set[frozenset[str]] = set()
    for text, taken in _reached(inside, others, prune=False):
        if taken not in seen:
            seen.add(taken)
            yield text, taken


class _Glob:
    """A pattern as a machine whose state is the set of places reached in it, one bit a place."""

    def __init__(self, pattern: str) -> None:
        while "**" in pattern:
            pattern = pattern.replace("**", ANY)
        self.stars = self.any = 0
        self.letters: dict[str, int] = {}
        for place, letter in enumerate(pattern):
            if letter == ANY:
                self.stars |= 1 << place
            elif letter == "?":
                self.any |= 1 << place
            else:
                self.letters[letter] = self.letters.get(letter, 0) | 1 << place
        self.end = 1 << len(pattern)
        self.endless = self.end if pattern.endswith(ANY) else 0
        """The place from which everything that follows is taken."""
        self.start = self._past_stars(1)

    def _past_stars(self, state: int) -> int:
        return state | (state & self.stars) << 1

    def step(self, state: int, letter: str) -> int:
        here = (state & (self.any | self.letters.get(letter, 0))) << 1
        return self._past_stars(here | state & self.stars)

    def accepts(self, state: int) -> bool:
        return bool(state & self.end)


@lru_cache(maxsize=4096)
def _glob(pattern: str) -> _Glob:
    return _Glob(pattern)


def _after(glob: _Glob, text: str) -> int:
    state = glob.start
    for letter in text:
        state = glob.step(state, letter)
    return state


def _reached(inside: Sequence[str], outside: Sequence[str], prune: bool) -> Iterator[tuple[str, frozenset[str]]]:
    """Walk through all texts of ``inside``, the shortest first, and say which of ``outside`` take each.

    With ``prune`` only texts that none of them takes are of interest.
    """
    ins, outs = [_glob(pattern) for pattern in inside], [_glob(pattern) for pattern in outside]
    alphabet = _alphabet([*ins, *outs])
    first = (tuple(glob.start for glob in ins), tuple(glob.start for glob in outs))
    seen = {first}
    waiting = deque([("", *first)])
    while waiting:
        text, here, there = waiting.popleft()
        if all(glob.accepts(state) for glob, state in zip(ins, here, strict=True)):
            taken = [name for name, glob, state in zip(outside, outs, there, strict=True) if glob.accepts(state)]
            if not (prune and taken):
                yield text, frozenset(taken)
        for letter in alphabet:
            ahead = tuple(glob.step(state, letter) for glob, state in zip(ins, here, strict=True))
            if not all(ahead):
                continue
            beyond = tuple(glob.step(state, letter) for glob, state in zip(outs, there, strict=True))
            if prune and any(state & glob.endless for glob, state in zip(outs, beyond, strict=True)):
                continue
            if (ahead, beyond) not in seen:
                if len(seen) > _MOST_STATES:
                    raise Undecided
                seen.add((ahead, beyond))
                waiting.append((text + letter, ahead, beyond))


def _alphabet(globs: Sequence[_Glob]) -> list[str]:
    """One letter that no pattern has, for it stands for all such, and those that the patterns have."""
    used = sorted(set().union(*(glob.letters for glob in globs)))
    fresh = next((letter for letter in _FRESH if letter not in used), "\N{LATIN SMALL LETTER E WITH ACUTE}")
    return [fresh, *used]
