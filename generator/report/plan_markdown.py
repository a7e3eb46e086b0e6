"""The plan of a deployment for a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from generator.changes.change import Change
from generator.changes.plan import Plan
from generator.report.plan_words import (
    about,
    interruption_hint,
    opens,
    provider_hint,
    provider_warning,
    short,
    summary,
    what_is_lost,
    word,
)


def plan_markdown(plan: Plan) -> str:
    """Write the plan in Markdown: the sentence first, dangers before details, every change in a table."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"### {plan.stack}: {summary(plan.changes)}"
    yield ""
    yield f"{plan.kind} in {plan.region}, account {plan.account}"
    yield ""
    for fault in plan.faults:
        yield f"- **refused**: {fault.what}; {fault.hint}"
    for loss in plan.losses:
        mark = "allowed" if loss.allowed else "**refused**"
        yield f"- {mark}: `{loss.change.name}` {'changes' if loss.stays else 'goes away'}; {what_is_lost(loss)}"
    for name, what in opens(plan):
        yield f"- **opens**: `{name}`: {_line(what)}"
    for outage in plan.outages:
        yield f"- **stops**: `{outage.change.name}` {outage.what}"
    for held in plan.providers_in_use:
        yield f"- **warning**: `{held.cluster.name}`: {provider_warning(held)}; {provider_hint(held)}"
    for stuck in plan.taken:
        yield f"- **warning**: `{stuck.change.name}` {stuck.what}; {stuck.hint}"
    for notice in plan.notices:
        yield f"- {'**warning**' if notice.warns else 'hook'}: {about(notice)}"
    for each in plan.interruptions:
        mark = "**refused**" if each.refused else "allowed" if each.allowed else "**warning**"
        yield f"- {mark}: {_line(each.what)}; {interruption_hint(each)}"
    for service in plan.restarts:
        yield f"- restarts: the tasks of `{service.name}`"
    if plan.monthly:
        yield f"- costs {_line(plan.monthly.what)}"
    told = (
        plan.monthly,
        plan.interruptions,
        plan.faults,
        plan.losses,
        plan.widenings,
        plan.openings,
        plan.outages,
        plan.providers_in_use,
        plan.taken,
        plan.notices,
        plan.restarts,
    )
    if any(told):
        yield ""
    if not plan.changes:
        return
    yield "| | resource | type | properties |"
    yield "|---|---|---|---|"
    for change in plan.changes:
        yield f"| {word(change)} | `{change.name}` | {change.type} | {_properties(change)} |"


def _properties(change: Change) -> str:
    shown = []
    for difference in change.differences:
        known = difference.certain and (difference.before is not None or difference.after is not None)
        before, after = short(difference.before, difference.after, 80)
        values = f": {_cell(before)} → {_cell(after)}" if known else ""
        shown.append(f"{difference.path}{values}")
    return "<br>".join(shown)


def _cell(text: str) -> str:
    text = " ".join(text.split())
    return _line(text if len(text) <= 80 else f"{text[:77]}...")


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
