"""What stacks cost a month: for a terminal, for a program, for a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from generator.cost import Difference, Egress, Estimate, Item
from generator.report.style import Style

CURRENCY = "USD"
Estimates = Mapping[str, Estimate]
_WIDEST = 100


def text(estimates: Estimates, amounts: Sequence[float], style: Style) -> str:
    """A table an environment, the dearest resource first; ``amounts`` are GB a month to compare the ways out at."""
    width = min(style.width, _WIDEST)
    lines: list[str] = []
    told: tuple[str, ...] = ()
    for name, one in estimates.items():
        lines += [*_environment(name, one, amounts, style, width, told), ""]
        told += tuple(one.not_included)
    if len(estimates) > 1:
        total = sum(one.monthly for one in estimates.values())
        lines += [style.bold(_row("all of them", f"${total:,.2f}", width)), ""]
    return "\n".join(lines)


def _environment(
    name: str, one: Estimate, amounts: Sequence[float], style: Style, width: int, told: tuple[str, ...]
) -> Iterator[str]:
    """One environment; what is not included is said once, with the first."""
    without = len(one.unknown)
    more = f", {without} not known" if without else ""
    yield style.bold(f"{name}: ${one.monthly:,.2f} a month in {one.region}{more}")
    yield ""
    for resource, items in by_resource(one):
        known = sum(item.monthly or 0 for item in items)
        paid = any(item.monthly is not None for item in items)
        yield _row(resource, style.bold(f"${known:,.2f}") if paid else "", width, len(f"${known:,.2f}") if paid else 0)
        for item in items:
            yield from _item(item, style, width)
    yield ""
    yield from _egress(one.egress, amounts, style, width)
    yield from _listed("not included", [word for word in one.not_included if word not in told], width)
    if one.unknown:
        count = len(one.unknown)
        yield from _wrapped(f"{count} not known: the sum is without {'it' if count == 1 else 'them'}", "", width)
    yield from _listed("prices that nobody has looked up", one.unverified, width)
    for remark in one.remarks:
        yield from _wrapped(f"note: {remark}", "", width)
    yield from _wrapped(f"prices: {one.source}, as of {one.date}; a month has 730 hours", "", width)


def _item(item: Item, style: Style, width: int) -> Iterator[str]:
    if item.unknown:
        for index, line in enumerate(wrap(f"{item.what}: not known: {item.unknown}", width - 4)):
            yield "  " + ("  " if index else "") + style.yellow(line)
    elif item.quantity is None:
        yield style.dim(_row(f"  {item.what}", f"{price_of(item)} per {one_of(item.unit)}, by use", width))
    else:
        amount = f"{item.quantity:,.10g} {_units(item)} x {price_of(item)}"
        what = f"  {item.what}"
        if len(what) + len(amount) + 2 > width:
            lines = wrap(item.what, width - 4)
            yield from (f"  {line}" for line in lines[:-1])
            what = f"  {lines[-1]}" if len(lines[-1]) + len(amount) + 4 <= width else ""
            if not what:
                yield f"  {lines[-1]}"
        yield _row(what, amount, width)


def _egress(one: Egress | None, amounts: Sequence[float], style: Style, width: int) -> Iterator[str]:
    if one is None:
        return
    yield style.bold("endpoints against NAT gateways")
    yield from _wrapped(one.counted, "  ", width)
    yield f"  before data: endpoints ${one.endpoints:,.2f}, NAT ${one.nat:,.2f}"
    for gb in amounts:
        ours, theirs = one.at(gb)
        cheaper = "the same" if round(ours - theirs, 2) == 0 else "endpoints" if ours < theirs else "NAT"
        yield f"  {gb:,g} GB: {_first(one)} ${ours:,.2f}, NAT ${theirs:,.2f}: {cheaper}"
    yield from _wrapped(one.advice, "  ", width)
    yield ""


def _first(one: Egress) -> str:
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


def _units(item: Item) -> str:
    return one_of(item.unit) if item.quantity == 1 else item.unit


def one_of(unit: str) -> str:
    """One of a unit: ``hour`` of ``hours``."""
    return unit if unit.isupper() or " " in unit else unit.removesuffix("s")


def _row(left: str, right: str, width: int, shown: int | None = None) -> str:
    gap = width - len(left) - (len(right) if shown is None else shown)
    return f"{left}{' ' * max(gap, 1)}{right}".rstrip()


def _listed(title: str, words: Sequence[str], width: int) -> Iterator[str]:
    if words:
        yield f"{title}:"
        for word in words:
            yield from _wrapped(word, "  ", width)


def _wrapped(words: str, indent: str, width: int) -> Iterator[str]:
    yield from wrap(words, width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


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
        "monthly": round(one.monthly, 2),
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
        "endpoints": round(one.endpoints, 2),
        "nat": round(one.nat, 2),
        "nat_per_zone": round(one.nat_per_zone, 2),
        "break_even_gb": _plain(round(one.break_even_gb, 1)),
        "counted": one.counted,
        "advice": one.advice,
        "at": [{"gb": _plain(gb), "endpoints": round(ours, 2), "nat": round(nat, 2)} for gb, ours, nat in rows],
    }


def _plain(number: float) -> float:
    """A whole number without its ``.0``."""
    return int(number) if number == int(number) else round(number, 6)


def markdown(estimates: Estimates, amounts: Sequence[float]) -> str:
    """Tables that fit into a comment on a pull request: resources, and the rest folded away."""
    return "\n".join(line for name, one in estimates.items() for line in _markdown(name, one, amounts)) + "\n"


def _markdown(name: str, one: Estimate, amounts: Sequence[float]) -> Iterator[str]:
    yield f"### {name}: ${one.monthly:,.2f} a month ({one.region})"
    yield ""
    yield "| resource | what | a month |"
    yield "|---|---|---:|"
    for resource, items in by_resource(one):
        for item in items:
            if item.unknown:
                yield f"| `{resource}` | {_cell(item.what)} | not known: {_cell(item.unknown)} |"
            elif item.monthly is not None:
                yield f"| `{resource}` | {_cell(item.what)} | ${item.monthly:,.2f} |"
    yield f"| | **sum** | **${one.monthly:,.2f}** |"
    yield ""
    if one.egress:
        yield f"**Endpoints against NAT** ({one.egress.counted}): {one.egress.advice}"
        yield ""
        if amounts:
            yield f"| GB a month | {_first(one.egress)} | NAT |"
            yield "|---:|---:|---:|"
            for gb in amounts:
                ours, theirs = one.egress.at(gb)
                yield f"| {gb:,g} | ${ours:,.2f} | ${theirs:,.2f} |"
            yield ""
    by_use = [item for item in one.items if item.monthly is None and not item.unknown]
    if by_use:
        yield f"<details><summary>{len(by_use)} paid by use</summary>"
        yield ""
        for item in by_use:
            yield f"- `{item.resource}`: {item.what}, {price_of(item)} per {one_of(item.unit)}"
        yield ""
        yield "</details>"
        yield ""
    yield f"Not included: {'; '.join(one.not_included)}."
    if one.unverified:
        yield f"Prices that nobody has looked up: {', '.join(one.unverified)}."
    yield f"Prices: {one.source}, as of {one.date}."
    yield ""


def difference_text(one: Difference) -> str:
    """What a change costs, in one line: ``$14.60 a month more: Endpoints/SqsEndpoint $14.60``."""
    if not one.resources:
        return "costs the same"
    word = "more" if one.more > 0 else "less" if one.more < 0 else "in all the same"
    named = ", ".join(f"{each.resource} {'-' if each.more < 0 else ''}${abs(each.more):,.2f}" for each in one.resources)
    amount = f"${abs(one.more):,.2f} a month {word}" if one.more else word
    return f"{amount}: {named}"


def _cell(words: str) -> str:
    return words.replace("|", r"\|")
