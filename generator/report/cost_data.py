"""What stacks cost a month, for a program: the documented JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.cost import Egress, Estimate, Item
from generator.cost.dollars import cents
from generator.report.cost_words import CURRENCY, Estimates


def as_json(estimates: Estimates, amounts: Sequence[float]) -> str:
    """The documented JSON; money in US dollars."""
    ways = {name: _egress_data(one.egress, amounts) for name, one in estimates.items()}
    chosen = next((name for name, way in ways.items() if way), None)
    data = {
        "environments": {name: _data(one, ways[name]) for name, one in estimates.items()},
        "egress": {"environment": chosen, **(ways[chosen] or {})} if chosen else None,
    }
    return json.dumps(data, indent=2) + "\n"


def _data(one: Estimate, way: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "currency": CURRENCY,
        "region": one.region,
        "monthly": cents(one.monthly),
        "items": [_item_data(item) for item in one.items],
        "unknown": len(one.unknown),
        "per_gb": _per_gb(one),
        "not_included": list(one.not_included),
        "unverified_prices": list(one.unverified),
        "remarks": list(one.remarks),
        "prices": {"source": one.source, "date": one.date},
        "egress": way,
    }


def _item_data(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {
        "resource": item.resource,
        "what": item.what,
        "quantity": None if item.quantity is None else _plain(item.quantity),
        "unit": item.unit,
        "unit_price": item.unit_price,
        "monthly": None if item.monthly is None else _plain(round(item.monthly, 4)),
        "depends_on_use": bool(item.use),
    }
    if item.use:
        data["use"] = item.use
    if item.unknown:
        data["unknown"] = item.unknown
    return data


def _per_gb(one: Estimate) -> dict[str, float]:
    """What a GB costs of each use that is paid by the GB."""
    return {item.use: item.unit_price for item in one.items if item.use and item.unit == "GB" and item.unit_price}


def _egress_data(one: Egress | None, amounts: Sequence[float]) -> dict[str, Any] | None:
    if one is None:
        return None
    rows = [(gb, *one.at(gb)) for gb in amounts]
    return {
        "endpoints": cents(one.endpoints),
        "nat": cents(one.nat),
        "nat_per_zone": cents(one.nat_per_zone),
        "break_even_gb": _plain(round(one.break_even_gb, 1)),
        "counted": one.counted,
        "advice": one.advice,
        "at": [{"gb": _plain(gb), "endpoints": cents(ours), "nat": cents(nat)} for gb, ours, nat in rows],
    }


def _plain(number: float) -> float:
    """A whole number without its ``.0``."""
    return int(number) if number == int(number) else round(number, 6)
