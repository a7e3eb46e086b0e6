"""The ways in which undecided parameters can turn out, as far as conditions tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from generator.stack.conditions import comparisons
from generator.stack.instances import Instance
from generator.stack.resolve import Resolver
from generator.stack.values import Pseudo, Unknown

MAX_SCENARIOS = 64


@dataclass(frozen=True)
class Scenario:
    """One way: the value of each undecided parameter, None for any that no condition asks for."""

    assumptions: dict[str, str | None]
    compared: dict[str, frozenset[str]]

    def __str__(self) -> str:
        return ", ".join(
            f"{identity.removeprefix('parameter ')} is {self._value(identity, value)}"
            for identity, value in self.assumptions.items()
        )

    def _value(self, identity: str, value: str | None) -> str:
        if value is not None:
            return value or "empty"
        others = [text or "empty" for text in sorted(self.compared[identity])]
        return f"not {others[0]}" if len(others) == 1 else f"none of {', '.join(others)}"


def enumerate_scenarios(resolver: Resolver, conditions: Iterable[tuple[Instance, str]]) -> list[Scenario] | None:
    """The scenarios that decide these conditions: one when nothing is open, None when there are too many."""
    texts: dict[str, set[str]] = {}
    allowed: dict[str, tuple[str, ...]] = {}
    for at, name in conditions:
        for value, text in comparisons(resolver, at, name):
            if value.identity not in resolver.assumptions:
                texts.setdefault(value.identity, set()).add(text)
                allowed[value.identity] = _allowed(value)
    compared = {identity: frozenset(texts[identity]) for identity in sorted(texts)}
    domains = [list(_domain(compared[identity], allowed[identity])) for identity in compared]
    if prod(map(len, domains)) > MAX_SCENARIOS:
        return None
    return [Scenario(dict(zip(compared, values, strict=True)), compared) for values in product(*domains)]


def _allowed(value: Unknown | Pseudo) -> tuple[str, ...]:
    return value.allowed if isinstance(value, Unknown) else ()


def _domain(texts: frozenset[str], allowed: tuple[str, ...]) -> Iterator[str | None]:
    yield from sorted(text for text in texts if not allowed or text in allowed)
    if not allowed or set(allowed) - texts:
        yield None
