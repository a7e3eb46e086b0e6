"""Where an account answers otherwise than the templates at hand, and what is not decided of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnosis.bundle import Fault, Proven, Row
from generator.diagnosis.readings import MOST


def difference(theirs: Row, live: Proven) -> str:
    """How the account answers a row, and how the templates do."""
    ours = next((row for row in live.rows if same(row, theirs)), None)
    if ours is None:
        return f"{theirs.task}, {theirs.need}: {theirs.verdict} by the templates, not asked by what is in the account"
    because = "; ".join(ours.because)
    return f"{ours.task}, {ours.need}: {theirs.verdict} by the templates, {ours.verdict} in the account: {because}"


def together(live: Proven) -> Iterator[str]:
    """What the account answers otherwise than the templates, the needs of one task together."""
    found: dict[tuple[str, str], list[str]] = {}
    for theirs in live.differs:
        ours = next((row.verdict for row in live.rows if same(row, theirs)), "")
        words = f"{ours} in the account" if ours else "not asked by what is in the account"
        found.setdefault((theirs.task, f"{theirs.verdict} by the templates, {words}"), []).append(theirs.need)
    for (task, words), needs in found.items():
        yield f"{task}: {', '.join(needs)}: {words}"


def undecided(proof: Proven) -> Iterator[str]:
    """The rows that are unknown, those with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for row in proof.rows:
        if row.verdict == "unknown":
            by_reason.setdefault("; ".join(row.because), []).append(f"{row.task}, {row.need}")
    for because, rows in by_reason.items():
        more = f", and {len(rows) - MOST} more" if len(rows) > MOST else ""
        yield f"{'; '.join(rows[:MOST])}{more}: {because}"


def changed(fault: Fault, live: Proven) -> Iterator[str]:
    """Say which rows a fault of the account turned that templates at hand prove."""
    turned = [
        f"{row.need} of {row.task}"
        for row in live.differs
        if row.verdict == "yes"
        and (not fault.tasks or row.task in fault.tasks)
        and any(same(row, ours) and fault.rule in ours.rules for ours in live.rows)
    ]
    if turned:
        more = f", and {len(turned) - MOST} more" if len(turned) > MOST else ""
        yield f"proof: the templates prove {', '.join(turned[:MOST])}{more}: it was changed in the account"


def same(one: Row, other: Row) -> bool:
    return (one.task, one.need) == (other.task, other.need)
