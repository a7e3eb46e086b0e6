"""What errors say of tasks as a whole: a task that one of them stops is not proven to start, whatever its rows say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from generator.analysis.matrix import Cell
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.containers.start import START


def stopped(
    cells: Iterable[Cell],
    findings: Iterable[Finding],
    resources: Mapping[str, Collection[str]],
    refused: Collection[str] = (),
) -> tuple[Cell, ...]:
    """The matrix, with a *no* in the row of the start where an error that no other row tells stops a task.

    ``resources`` are the paths of the service and the task definition of each task. ``refused`` are the rules whose
    errors fail the creation of the stacks, and thereby all of their tasks.
    """
    matrix = tuple(cells)
    told: dict[str, set[str]] = {}
    for cell in matrix:
        told.setdefault(cell.task, set()).update(cell.rules)
    errors: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity == "error" and not finding.crashes:
            for task, paths in resources.items():
                concerned = task in finding.tasks or finding.at in paths or finding.rule in refused
                if concerned and finding.rule not in told.get(task, ()):
                    errors.setdefault(task, []).append(finding)
    return tuple(
        _failing(cell, errors[cell.task]) if cell.need.name == START and cell.task in errors else cell
        for cell in matrix
    )


def _failing(cell: Cell, errors: Iterable[Finding]) -> Cell:
    stops = sorted(errors, key=lambda finding: finding.order)
    return replace(
        cell,
        verdict=Truth.NO,
        because=tuple(dict.fromkeys(finding.message for finding in stops)),
        rules=tuple(dict.fromkeys(finding.rule for finding in stops)),
        fix="; ".join(dict.fromkeys(finding.fix for finding in stops if finding.fix)) or None,
        when="",
        causes=tuple(dict.fromkeys((finding.message, finding.rule, finding.fix) for finding in stops)),
    )
