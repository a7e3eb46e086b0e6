"""What stacks cost a month, for a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.cost import Estimate
from generator.cost.dollars import dollars
from generator.report.cost_words import Estimates, by_resource, one_of, price_of, ways_out


def markdown(estimates: Estimates, amounts: Sequence[float]) -> str:
    """Tables that fit into a comment on a pull request: resources, and the rest folded away."""
    return "\n".join(line for name, one in estimates.items() for line in _markdown(name, one, amounts)) + "\n"


def _markdown(name: str, one: Estimate, amounts: Sequence[float]) -> Iterator[str]:
    yield f"### {name}: {dollars(one.monthly)} a month ({one.region})"
    yield ""
    yield "| resource | what | a month |"
    yield "|---|---|---:|"
    for resource, items in by_resource(one):
        for item in items:
            if item.unknown:
                yield f"| `{resource}` | {_cell(item.what)} | not known: {_cell(item.unknown)} |"
            elif item.monthly is not None:
                yield f"| `{resource}` | {_cell(item.what)} | {dollars(item.monthly)} |"
    yield f"| | **sum** | **{dollars(one.monthly)}** |"
    yield ""
    if one.egress:
        yield f"**Endpoints against NAT** ({one.egress.counted}): {one.egress.advice}"
        yield ""
        if amounts:
            yield f"| GB a month | {ways_out(one.egress)} | NAT |"
            yield "|---:|---:|---:|"
            for gb in amounts:
                ours, theirs = one.egress.at(gb)
                yield f"| {gb:,g} | {dollars(ours)} | {dollars(theirs)} |"
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


def _cell(words: str) -> str:
    return words.replace("|", r"\|")
