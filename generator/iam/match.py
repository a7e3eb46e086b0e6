"""Whether a pattern matches a text: yes when it does whatever the tokens hold, no when it cannot, else unknown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.iam.folding import NO, YES, unknown
from generator.iam.pattern import Element, One, Pattern, Run, shape_elements, subject
from generator.iam.text import Text, Token
from generator.logic import Answer

Elements = tuple[Element, ...]


def matches(pattern: Pattern, value: Text, ignore_case: bool = False) -> Answer:
    """Match a pattern with a text; actions and StringEqualsIgnoreCase ``ignore_case``."""
    return _matches(pattern, value, ignore_case)


@lru_cache(maxsize=65536)
def _matches(pattern: Pattern, value: Text, ignore_case: bool) -> Answer:
    elements = subject(value)
    if pattern.certain is not None and _certainly_matches(pattern.certain, elements, ignore_case):
        return YES
    rest, of_value = _without_common_ends(pattern.possible, elements)
    if _unlike(rest, of_value):
        return NO
    if not _possibly_matches(_folded(_spread(rest), ignore_case), _folded(_spread(of_value), ignore_case)):
        return NO
    return unknown(f"whether it covers {value} cannot be seen")


def _folded(elements: Elements, ignore_case: bool) -> Elements:
    if not ignore_case:
        return elements
    return tuple(element.casefold() if isinstance(element, str) else element for element in elements)


def _spread(elements: Sequence[Element]) -> Elements:
    """Replace each token by what is known of its value."""
    spread: list[Element] = []
    for element in elements:
        spread += shape_elements(element) if isinstance(element, Token) else (element,)
    return tuple(spread)


def _without_common_ends(pattern: Elements, value: Elements) -> tuple[Elements, Elements]:
    """Remove what both begin and end with, so that an ARN and the same ARN with ``/*`` are told apart.

    Exact, because a text without wildcards matches itself and nothing longer or shorter. A token without a shape may
    hide wildcards and therefore stays.
    """
    start = 0
    while start < min(len(pattern), len(value)) and _certainly_equal(pattern[start], value[start]):
        start += 1
    pattern, value = pattern[start:], value[start:]
    end = 0
    while end < min(len(pattern), len(value)) and _certainly_equal(pattern[-1 - end], value[-1 - end]):
        end += 1
    return pattern[: len(pattern) - end], value[: len(value) - end]


def _unlike(pattern: Elements, value: Elements) -> bool:
    """Whether two unique tokens stand in the same place, as the whole rest or before the next colon."""
    if not pattern or not value:
        return False
    first, second = pattern[0], value[0]
    if not (isinstance(first, Token) and isinstance(second, Token) and first.unique and second.unique):
        return False
    whole = len(pattern) == len(value) == 1
    fields = ":" not in f"{first.shape}{second.shape}" and pattern[1:2] == value[1:2] == (":",)
    return first.identity != second.identity and (whole or fields)


def _certainly_equal(first: Element, second: Element) -> bool:
    return first == second and (isinstance(first, str) or (isinstance(first, Token) and first.shape is not None))


def _certainly_matches(pattern: Elements, value: Elements, ignore_case: bool) -> bool:
    """Tell whether one way to match holds for every value of the tokens."""
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
            reached = _after_certain_run(reached, spread, step)
        elif isinstance(step, Token):
            reached = {whole[at][1] for at in reached if at in whole and whole[at][0] == step}
        else:
            reached = {at + 1 for at in reached if at < len(spread) and _covers(step, spread[at])}
    return len(spread) in reached


def _after_certain_run(reached: set[int], value: Sequence[Element], run: Run) -> set[int]:
    """The positions after a wildcard that certainly covers what lies before them."""
    passed: set[int] = set()
    for start in reached:
        at = start
        while at not in passed:
            passed.add(at)
            if at < len(value) and (run.colons or not _may_hold_colon(value[at])):
                at += 1
    return passed


def _may_hold_colon(element: Element) -> bool:
    if isinstance(element, Run | One):
        return element.colons
    return element == ":" or isinstance(element, Token)


def _covers(step: str | One, element: Element) -> bool:
    if isinstance(step, One):
        return isinstance(element, str | One) and (step.colons or not _may_hold_colon(element))
    return step == element


def _possibly_matches(pattern: Elements, value: Elements) -> bool:
    """Tell whether some text fits both, whatever their wildcards and tokens stand for."""
    reached = _after_empty_runs({0}, value)
    for step in pattern:
        if isinstance(step, Run):
            reached = _after_empty_runs(_after_possible_run(reached, value, step), value)
            continue
        consumed: set[int] = set()
        for at in reached:
            if at < len(value) and _share_a_character(step, value[at]):
                consumed.add(at if isinstance(value[at], Run) else at + 1)
        reached = _after_empty_runs(consumed, value)
    return len(value) in reached


def _after_possible_run(reached: set[int], value: Elements, run: Run) -> set[int]:
    passed: set[int] = set()
    for start in reached:
        at = start
        while at not in passed:
            passed.add(at)
            if at < len(value) and (run.colons or value[at] != ":"):
                at += 1
    return passed


def _after_empty_runs(reached: set[int], value: Elements) -> set[int]:
    """The positions reached, and those that follow when runs of the value are empty."""
    passed = set(reached)
    for start in reached:
        at = start
        while at < len(value) and isinstance(value[at], Run):
            at += 1
            passed.add(at)
    return passed


def _share_a_character(first: Element, second: Element) -> bool:
    if isinstance(first, Run | One):
        return first.colons or second != ":"
    if isinstance(second, Run | One):
        return second.colons or first != ":"
    return first == second
