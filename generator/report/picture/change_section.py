"""What is another than before, on the page: what matters of the change, and what it costs a month."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.comparison import Comparison, Priced
from generator.cost.dollars import dollars
from generator.report import diff_words as words
from generator.report.picture.page import Section


def change_section(one: Comparison, old: str) -> Section:
    """The section of a root template that was compared with ``old``, as the reader named it."""
    return Section("change", "Change", "\n".join(_lines(one, old)), leads=True)


def gone_section(gone: list[Comparison], old: str) -> Section:
    """The section of root templates that are no more, which have none of their own."""
    made = (f"<h4>{escape(one.name)}</h4>\n" + "\n".join(_lines(one, old)) for one in gone)
    return Section("gone", "Gone", "\n".join(made))


def _lines(one: Comparison, old: str) -> Iterator[str]:
    yield f"<p>Against <code>{escape(old)}</code>: <b>{escape(words.headline(one))}</b>.</p>"
    told = list(words.notable(one))
    if told:
        yield "<ul>"
        for each in told:
            word = f'<b class="no">{each.word}</b>' if each.grave else f"<b>{each.word}</b>"
            name = f" <code>{escape(each.name)}</code>" if each.name else ""
            yield f"<li>{word}{name}{each.gap}{escape(each.what)}</li>"
        yield "</ul>"
    if not one.same:
        yield from _cost(one.cost)


def _cost(priced: Priced) -> Iterator[str]:
    found = priced.difference
    if found is None:
        yield f"<p>What it costs is not known: {escape(priced.why)}.</p>"
        return
    if not found.resources:
        yield f"<p>It costs the same: <b>{dollars(found.new)}</b> a month.</p>"
        return
    amount = f"<b>{dollars(abs(found.more))} {'more' if found.more > 0 else 'less'}</b>" if found.more else "the same"
    yield f"<p>A month costs {amount}: {dollars(found.old)} before, {dollars(found.new)} now.</p>"
    yield '<table class="stacked"><caption>What changes the cost of a month</caption>'
    yield "<thead><tr><th>Resource</th><th>Before</th><th>Now</th><th>Difference</th></tr></thead><tbody>"
    for each in found.resources:
        unknown = f'<br><span class="soft">not known: {escape(each.unknown)}</span>' if each.unknown else ""
        yield (
            f'<tr><th scope="row">{escape(each.resource)}{unknown}</th><td data-is="Before">{dollars(each.old)}</td>'
            f'<td data-is="Now">{dollars(each.new)}</td><td data-is="Difference">{dollars(each.more)}</td></tr>'
        )
    yield "</tbody></table>"
