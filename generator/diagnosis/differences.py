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
    """The rows that a fault of the account turned, and that templates at hand prove."""
    for row in live.differs:
        if row.verdict == "yes" and any(same(row, ours) and fault.rule in ours.rules for ours in live.rows):
            yield f"the templates prove {row.need} of {row.task}: it was changed in the account"


def same(one: Row, other: Row) -> bool:
    return (one.task, one.need) == (other.task, other.need)
