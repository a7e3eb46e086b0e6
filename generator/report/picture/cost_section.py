"""What a month costs, on the page: by resource, where the Region is certain and its prices are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from generator.cost import Estimate, Item, book, estimate
from generator.cost.dollars import dollars
from generator.crash import Watch
from generator.ecs.network.home import Homes
from generator.errors import InputError
from generator.report.cost_words import by_resource, one_of, price_of
from generator.report.picture.folded import folding
from generator.report.picture.page import Section
from generator.report.picture.whole import Whole


def cost_sections(wholes: list[Whole]) -> dict[str, list[Section]]:
    """A section for each root whose Region is certain, by the name of the root."""
    made = {}
    for whole in wholes:
        home = Homes(whole.contexts[0].graph).certain() if whole.contexts else None
        if home is not None and home.region:
            lines = Watch().one(lambda: tuple(_of(whole, home.region)), ())  # noqa: B023
            made[whole.matrix.root] = [Section("cost", "Cost", "\n".join(lines))] if lines else []
    return made


def _of(whole: Whole, region: str) -> Iterator[str]:
    try:
        prices = book(region)
    except InputError:
        yield f"<p>There are no prices for {escape(region)} here: <code>cost --refresh</code> looks them up.</p>"
        return
    yield from _lines(estimate(whole.contexts[0].graph, prices))


def _lines(priced: Estimate) -> Iterator[str]:
    yield f"<p><b>{dollars(priced.monthly)}</b> a month in {escape(priced.region)}, before what is paid by use.</p>"
    listed = by_resource(priced)
    fixed = [(name, item) for name, items in listed for item in items if item.monthly is not None or item.unknown]
    by_use = [(name, item) for name, items in listed for item in items if item.monthly is None and not item.unknown]
    yield from folding(len(fixed), "amounts", _table("What each resource costs a month", fixed))
    if by_use:
        yield f"<details><summary>Paid by use <small>{len(by_use)}</small></summary>"
        yield from _table("What is paid by use", by_use)
        yield "</details>"
    if priced.egress is not None:
        yield f"<p>{escape(priced.egress.advice)}</p>"
    if priced.unknown:
        yield f"<p>Not known of {len(priced.unknown)}, which the sum leaves out.</p>"
    if priced.not_included:
        yield f"<p>Not included: {escape('; '.join(priced.not_included))}.</p>"
    yield f'<p class="soft">Prices: {escape(priced.source)}, as of {escape(str(priced.date))}.</p>'


def _table(caption: str, items: Iterable[tuple[str, Item]]) -> Iterator[str]:
    yield f'<table class="stacked"><caption>{caption}</caption>'
    yield '<thead><tr><th>Resource</th><th>What</th><th class="sum">A month</th></tr></thead><tbody>'
    for resource, item in items:
        yield (
            f'<tr><th scope="row">{escape(resource)}</th><td data-is="What">{escape(item.what)}</td>'
            f'<td data-is="A month" class="sum">{escape(_amount(item))}</td></tr>'
        )
    yield "</tbody></table>"


def _amount(item: Item) -> str:
    if item.unknown:
        return f"not known: {item.unknown}"
    if item.monthly is None:
        return f"{price_of(item)} per {one_of(item.unit)}"
    return dollars(item.monthly)
