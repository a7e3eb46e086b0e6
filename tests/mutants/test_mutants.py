"""Every change of what a service reaches in our own output is reported, or the list says why it is not.

Right is a fault of a lesson that belongs to the changed type, in the file of the change or of what is at most two
references away; ``judge`` has the table. Here a sample is judged; by what is marked slow all of dev, and of prod what
dev has not; and all of both by ``python -m tests.mutants``, which tells more.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from tests.mutants.apps import Output, faults, output
from tests.mutants.cfn_lint import said
from tests.mutants.judge import judge
from tests.mutants.listed import KINDS, entries, entry, stock, stock_rule
from tests.mutants.mutate import Mutant, mutants

ENVIRONMENTS = ["dev", "prod"]
EVERY = {"dev": 32, "prod": 128}
"""Of which share of its mutants the sample is: prod has little that dev has not."""
SLICES = 16
AGAIN = 32
"""Of which share of what dev has too is judged in prod."""
SAMPLE = 8


def not_as_listed(whole: Output, some: Sequence[Mutant]) -> list[str]:
    assert some
    judged = [(mutant, judge(whole, mutant)) for mutant in some]
    return [
        f"{mutant.type} {mutant}: {verdict.how}, {verdict.why}"
        for mutant, verdict in judged
        if verdict.how in ("wrong", "unlisted")
    ]


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_sample_of_mutants_is_reported_or_listed(environment: str, part: int) -> None:
    whole = output(environment)
    assert not_as_listed(whole, mutants(whole)[:: EVERY[environment]][part::4]) == []


@cache
def apart(environment: str) -> tuple[Mutant, ...]:
    """The mutants of an environment, without most of those that another one has as well.

    The same change of the same property of the same resource is judged in dev, and in prod a few of them again.
    """
    every = mutants(output(environment))
    if environment == "dev":
        return every
    judged = {each: each.edits for each in mutants(output("dev"))}
    twins = [each for each in every if judged.get(each) == each.edits]
    return (*(each for each in every if judged.get(each) != each.edits), *twins[::AGAIN])


def test_what_only_prod_has_is_judged_there() -> None:
    """None is left out but for a twin in dev: what bears the same name may not differ in what is done to it."""
    dev = {(each.type, str(each)): each.edits for each in mutants(output("dev"))}
    left_out = set(mutants(output("prod"))) - set(apart("prod"))
    assert len(left_out) > 1000
    assert [each for each in left_out if dev.get((each.type, str(each))) != each.edits] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_mutant_is_reported_or_listed(environment: str, part: int) -> None:
    assert not_as_listed(output(environment), apart(environment)[part::SLICES]) == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_unchanged_it_has_no_fault(environment: str) -> None:
    whole = output(environment)
    assert [fault.what for fault in faults(whole.graph(whole.templates))] == []


def test_no_entry_is_stale() -> None:
    every = [(environment, each) for environment in ENVIRONMENTS for each in mutants(output(environment))]
    used = {entry(*each, kind) for each in every for kind in KINDS}
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
