"""The words of a bill that a terminal, a pull request and a picture share."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from generator.cost import Difference, Egress, Estimate, Item
from generator.cost.dollars import dollars

CURRENCY = "USD"
Estimates = Mapping[str, Estimate]


def ways_out(one: Egress) -> str:
    """What stands against NAT gateways alone."""
    return "endpoints and NAT" if one.nat_stays else "endpoints"


def by_resource(one: Estimate) -> list[tuple[str, list[Item]]]:
    """The items of each resource, the dearest resource first."""
    grouped = groupby(sorted(one.items, key=lambda item: item.resource), key=lambda item: item.resource)
    listed = [(resource, list(items)) for resource, items in grouped]
    return sorted(listed, key=lambda pair: (-sum(item.monthly or 0 for item in pair[1]), pair[0]))


def price_of(item: Item) -> str:
    """The price of a unit, cents at least: ``$0.50``, ``$0.0225``."""
    price = item.unit_price or 0
    return f"${price:.2f}" if price == round(price, 2) else f"${price:.8f}".rstrip("0")


def one_of(unit: str) -> str:
    """One of a unit: ``hour`` of ``hours``."""
    return unit if unit.isupper() or " " in unit else unit.removesuffix("s")


def difference_text(one: Difference) -> str:
    """What a change costs, in one line: ``$14.60 a month more: Endpoints/SqsEndpoint $14.60``."""
    if not one.resources:
        return "costs the same"
    word = "more" if one.more > 0 else "less" if one.more < 0 else "in all the same"
    named = ", ".join(f"{each.resource} {dollars(each.more)}" for each in one.resources)
    amount = f"{dollars(abs(one.more))} a month {word}" if one.more else word
    return f"{amount}: {named}"
