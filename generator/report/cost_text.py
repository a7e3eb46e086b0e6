"""What stacks cost a month, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from generator.cost import Egress, Estimate, Item
from generator.cost.dollars import cents, dollars
from generator.report.cost_words import Estimates, by_resource, one_of, price_of, ways_out
from generator.report.style import Style

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
        lines += [style.bold(_row("all of them", dollars(total), width)), ""]
    return "\n".join(lines)


def _environment(
    name: str, one: Estimate, amounts: Sequence[float], style: Style, width: int, told: tuple[str, ...]
) -> Iterator[str]:
    """One environment; what is not included is said once, with the first."""
    without = len(one.unknown)
    more = f", {without} not known" if without else ""
    yield style.bold(f"{name}: {dollars(one.monthly)} a month in {one.region}{more}")
    yield ""
    for resource, items in by_resource(one):
        known = sum(item.monthly or 0 for item in items)
        paid = any(item.monthly is not None for item in items)
        yield _row(resource, style.bold(dollars(known)) if paid else "", width, len(dollars(known)) if paid else 0)
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
    yield f"  before data: endpoints {dollars(one.endpoints)}, NAT {dollars(one.nat)}"
    for gb in amounts:
        ours, theirs = one.at(gb)
        cheaper = "the same" if cents(ours - theirs) == 0 else "endpoints" if ours < theirs else "NAT"
        yield f"  {gb:,g} GB: {ways_out(one)} {dollars(ours)}, NAT {dollars(theirs)}: {cheaper}"
    yield from _wrapped(one.advice, "  ", width)
    yield ""


def _units(item: Item) -> str:
    return one_of(item.unit) if item.quantity == 1 else item.unit


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
