"""Everything that is found in one graph, before anything is accepted."""

from __future__ import annotations

from dataclasses import replace

from generator.analysis.analyse import all_findings
from generator.finding import Finding
from generator.needs.matrix import Prover
from generator.stack import Graph

OF_TEMPLATES = frozenset({"WCS003", "ICS012", "ICS021", "ECS051", "WCS051", "ECS110", "ECS113", "ECS114"})
"""Checks of single resources and of advice, which templates that are cut short for a test set off."""


def about_tasks(graph: Graph, prover: Prover | None = None) -> tuple[Finding, ...]:
    """What is found about tasks and what they need."""
    return tuple(finding for finding in findings(graph, prover) if finding.rule not in OF_TEMPLATES)


def findings(graph: Graph, prover: Prover | None = None) -> tuple[Finding, ...]:
    """Each finding once, with all the tasks that suffer from it; of the matrix first, then check by check.

    A prover of the same graph, given along, saves proving everything again.
    """
    united: dict[object, Finding] = {}
    for each in all_findings(prover or Prover(graph)):
        known = united.get((each.key, each.at))
        tasks = dict.fromkeys((*(known.tasks if known else ()), *each.tasks))
        united[each.key, each.at] = replace(known or each, tasks=tuple(tasks))
    return tuple(united.values())
