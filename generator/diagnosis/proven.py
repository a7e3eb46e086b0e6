"""What the proof says of templates, in the form that a bundle keeps."""

from __future__ import annotations

from pathlib import Path

from generator.analysis.shared import analysed
from generator.diagnosis.bundle import Fault, Proven, Row
from generator.diagnosis.parts import App, parts, places
from generator.finding import Finding
from generator.stack import load
from generator.step import Step, silent


def proven(root: Path, app: App = lambda file, steps: "", step: Step = silent) -> Proven:
    """Prove a root template and everything it nests; ``app`` names the place of a property in app.yaml.

    ``step`` hears how far it is. Raises InputError when there is no such template.
    """
    analysis = analysed(root, step=step)
    rows = tuple(
        Row(
            task=cell.task,
            need=cell.need.name,
            verdict=cell.verdict.value,
            lesson=int(cell.rules[0][3:5]) if cell.rules else cell.need.lesson,
            because=cell.because,
            rules=cell.rules,
        )
        for cell in analysis.cells
    )
    faults = tuple(
        _fault(finding, app(finding.file, finding.steps))
        for finding in analysis.findings
        if finding.severity != "informational"
    )
    graph = load(root)
    return Proven(
        root=str(root),
        rows=rows,
        faults=faults,
        places=places(graph, app),
        parts=parts(graph),
        not_seen=len(analysis.not_seen),
    )


def _fault(finding: Finding, app: str) -> Fault:
    return Fault(
        rule=finding.rule,
        lesson=finding.lesson,
        what=finding.message,
        fix=finding.fix,
        resource=finding.at,
        file=finding.file,
        line=finding.line,
        property=".".join(str(step) for step in finding.steps),
        app=app,
        tasks=finding.tasks,
    )
