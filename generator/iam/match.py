"""Does a pattern match a text? Yes when it does whatever the tokens hold, no when it cannot, else unknown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.iam.folding import NO, YES, unknown
from generator.iam.pattern import Element, One, Pattern, Run, shape_elements, subject
from generator.iam.text import Text, Token
from generator.logic import Answer

Elements = tuple[Element, ...]


def matches(pattern: Pattern, value: Text, ignore_case: bool = False) -> Answer:
    """Compare; with ``ignore_case`` as actions and StringEqualsIgnoreCase do."""
    return _matches(pattern, value, ignore_case)


@lru_cache(maxsize=65536)
def _matches(pattern: Pattern, value: Text, ignore_case: bool) -> Answer:
    elements = subject(value)
    if pattern.certain is not None and _surely(pattern.certain, elements, ignore_case):
        return YES
    rest, of_value = _without_common_ends(pattern.possible, elements)
    if not _possibly(_folded(_spread(rest), ignore_case), _folded(_spread(of_value), ignore_case)):
        return NO
    return unknown(f"whether it covers {value} cannot be seen")


def _folded(elements: Elements, ignore_case: bool) -> Elements:
    if not ignore_case:
        return elements
    return tuple(element.casefold() if isinstance(element, str) else element for element in elements)


def _spread(elements: Sequence[Element]) -> Elements:
    """Put in the place of each token what is known of its value."""
    spread: list[Element] = []
    for element in elements:
        spread += shape_elements(element) if isinstance(element, Token) else (element,)
    return tuple(spread)


def _without_common_ends(pattern: Elements, value: Elements) -> tuple[Elements, Elements]:
    """Take off what both begin and end with, so that an ARN and the same ARN with ``/*`` are told apart.

    Exact, because a text without wildcards matches itself and nothing longer or shorter. A token without a shape may
    hide wildcards and therefore stays.
    """
    start = 0
    while start < min(len(pattern), len(value)) and _same(pattern[start], value[start]):
        start += 1
    pattern, value = pattern[start:], value[start:]
    end = 0
    while end < min(len(pattern), len(value)) and _same(pattern[-1 - end], value[-1 - end]):
        end += 1
    return pattern[: len(pattern) - end], value[: len(value) - end]


def _same(one: Element, other: Element) -> bool:
    return one == other and (isinstance(one, str) or (isinstance(one, Token) and one.shape is not None))


def _surely(pattern: Elements, value: Elements, ignore_case: bool) -> bool:
    """Find one way to match that holds for every value of the tokens."""
    spread: list[Element] = []
    whole: dict[int, tuple[Token, int]] = {}
    for element in _folded(value, ignore_case):
        if isinstance(element, Token):
            pieces = (element,) if element.shape is None else _folded(shape_elements(element), ignore_case)
            whole[len(spread)] = (element, len(spread) + len(pieces))
            spread += pieces
        else:
            spread.append(element)
    reached = {0}
    for step in _folded(pattern, ignore_case):
        if isinstance(step, Run):
            reached = _swept(reached, spread, step)
        elif isinstance(step, Token):
            reached = {whole[at][1] for at in reached if at in whole and whole[at][0] == step}
        else:
            reached = {at + 1 for at in reached if at < len(spread) and _covers(step, spread[at])}
    return len(spread) in reached


def _swept(reached: set[int], value: Sequence[Element], run: Run) -> set[int]:
    """Follow a wildcard over as much of the value as it covers whatever the value's open places hold."""
    swept: set[int] = set()
    for start in reached:
        at = start
        while at not in swept:
            swept.add(at)
            if at < len(value) and (run.colons or not _may_hold_colon(value[at])):
                at += 1
    return swept


def _may_hold_colon(element: Element) -> bool:
    if isinstance(element, Run | One):
        return element.colons
    return element == ":" or isinstance(element, Token)


def _covers(step: str | One, element: Element) -> bool:
    if isinstance(step, One):
        return isinstance(element, str | One) and (step.colons or not _may_hold_colon(element))
    return step == element


def _possibly(pattern: Elements, value: Elements) -> bool:
    """Find whether some text is in both, each side's open places being anything they allow."""
    reached = _past_runs({0}, value)
    for step in pattern:
        if isinstance(step, Run):
            reached = _past_runs(_stretched(reached, value, step), value)
            continue
        taken: set[int] = set()
        for at in reached:
            if at < len(value) and _meet(step, value[at]):
                taken.add(at if isinstance(value[at], Run) else at + 1)
        reached = _past_runs(taken, value)
    return len(value) in reached


def _stretched(reached: set[int], value: Elements, run: Run) -> set[int]:
    stretched: set[int] = set()
    for start in reached:
        at = start
        while at not in stretched:
            stretched.add(at)
            if at < len(value) and (run.colons or value[at] != ":"):
                at += 1
    return stretched


def _past_runs(reached: set[int], value: Elements) -> set[int]:
    """Add where one gets by taking the value's runs as empty."""
    passed = set(reached)
    for start in reached:
        at = start
        while at < len(value) and isinstance(value[at], Run):
            at += 1
            passed.add(at)
    return passed


def _meet(one: Element, other: Element) -> bool:
    """Tell whether one character can be both."""
    if isinstance(one, Run | One):
        return one.colons or other != ":"
    if isinstance(other, Run | One):
        return other.colons or one != ":"
    return one == other
