"""Find what no row of the matrix is a no for: it fails only if the code of tasks calls it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.apis.api_calls import doubts
from generator.needs.context import Context


def found(check: Check, context: Context) -> Iterator[Finding]:
    """Word each doubt of the kind of a check."""
    for task in context.tasks:
        for fault in doubts(context, task):
            if type(fault) is check.fault:
                yield check.word(fault)
