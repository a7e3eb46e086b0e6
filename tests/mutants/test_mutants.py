"""Every change of what a service reaches in our own output is reported, or the list says why it is not.

Right is a fault of a lesson that belongs to the changed type, in the file of the change or of what is at most two
references away; ``judge`` has the table. Of dev, all is judged that no list knows, and a quarter of the rest; of
prod, every twelfth. ``python -m tests.mutants`` judges all.
"""

from __future__ import annotations

import pytest

from tests.mutants.apps import faults, output
from tests.mutants.cfn_lint import said
from tests.mutants.judge import judge
from tests.mutants.listed import KINDS, entries, entry, stock, stock_rule
from tests.mutants.mutate import Mutant, mutants

ENVIRONMENTS = ["dev", "prod"]
SLICES = 16
SAMPLE = 8


def chosen(environment: str) -> list[Mutant]:
    """Give the mutants that are judged here."""
    whole = output(environment)
    every = mutants(whole)
    if environment == "prod":
        return list(every[::12])
    return [each for number, each in enumerate(every) if number % 4 == 0 or not _settled(each)]


def _settled(mutant: Mutant) -> bool:
    """Tell whether a list knows the mutant, so that a sample is enough."""
    return bool(stock_rule(output("dev"), mutant)) or any(entry(mutant, kind) for kind in KINDS)


@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_mutant_is_reported_or_listed(environment: str, part: int) -> None:
    whole = output(environment)
    judged = [(each, judge(whole, each)) for each in chosen(environment)[part::SLICES]]
    assert judged
    assert [
        f"{each.type} {each}: {verdict.how}, {verdict.why}"
        for each, verdict in judged
        if verdict.how in ("wrong", "unlisted")
    ] == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_unchanged_it_has_no_fault(environment: str) -> None:
    whole = output(environment)
    assert [fault.what for fault in faults(whole.graph(whole.templates))] == []


def test_no_entry_is_stale() -> None:
    every = [each for environment in ENVIRONMENTS for each in mutants(output(environment))]
    used = {entry(each, kind) for each in every for kind in KINDS}
    assert [str(each) for each in entries() if each not in used] == []
    assert all(each.because for each in entries())


def test_no_stock_rule_is_stale() -> None:
    every = {each.type for environment in ENVIRONMENTS for each in mutants(output(environment))}
    assert set(stock()) <= every


def test_stock_cfn_lint_reports_what_is_left_to_it() -> None:
    whole = output("dev")
    left = [each for each in mutants(whole) if stock_rule(whole, each)]
    assert len(left) > 100
    for each in left[:: len(left) // SAMPLE]:
        assert stock_rule(whole, each) in said(whole, each), each
