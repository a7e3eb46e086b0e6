"""A base of the checks after some edits, analysed: the rows of its matrix, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.matrix import Cell
from generator.analysis.shared import analysed
from generator.checks.examples import Edits, template
from generator.finding import Finding


@dataclass(frozen=True)
class Edited:
    """What is known of a template."""

    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]

    def verdict(self, need: str, task: str = "") -> str:
        """The verdict of one row."""
        return self._cell(need, task).verdict.value

    def because(self, need: str, task: str = "") -> str:
        """Why it is so."""
        return "; ".join(self._cell(need, task).because)

    @property
    def rules(self) -> set[str]:
        """The ids of the checks that found something, advice left out."""
        return {finding.rule for finding in self.findings if not finding.rule.startswith("I")}

    def _cell(self, need: str, task: str) -> Cell:
        (cell,) = (cell for cell in self.cells if cell.need.name == need and task in ("", cell.task))
        return cell


def edited(folder: Path, base: str, *edits: Edits, region: str = "") -> Edited:
    """Analyse a base after edits; see ``generator.checks.examples``. Without a ``region``, none is given."""
    path = folder / "root.yaml"
    places: Mapping[str, str | None] = {place: value for each in edits for place, value in each.items()}
    path.write_text(template(base, tuple(places.items())))
    result = analysed(path, {"AWS::Region": region} if region else {}, project=folder)
    return Edited(result.cells, result.findings)
