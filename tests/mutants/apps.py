"""A committed output, decoded once, and the verdict on any change of it."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.decode import decode_str

from generator.finding import Finding
from generator.needs.matrix import Prover
from generator.stack import Graph, load
from tests.findings import findings
from tests.mutants.tree import Steps, Templates, cut, put

ROOT = Path(__file__).parents[2]
REGION = {"AWS::Region": "us-east-1"}
GONE = object()
"""Instead of a new value: what stands there is taken away."""


@dataclass(frozen=True)
class Edit:
    """One change of one template."""

    file: str
    steps: Steps
    value: Any = GONE


@dataclass(frozen=True)
class Output:
    """The templates of one environment."""

    folder: Path
    templates: Templates = field(hash=False, compare=False)

    @property
    def files(self) -> dict[str, str]:
        """The file of each stack in the root, by its logical id."""
        stacks = self.templates["root.yaml"]["Resources"]
        return {name: str(each["Properties"]["TemplateURL"]) for name, each in stacks.items()}

    def changed(self, edits: Iterable[Edit]) -> Templates:
        """The templates after some changes; those that no change is about are shared."""
        templates = dict(self.templates)
        for file in dict.fromkeys(edit.file for edit in edits):
            templates[file] = copy.deepcopy(self.templates[file])
        for edit in edits:
            if edit.value is GONE:
                cut(templates[edit.file], edit.steps)
            else:
                put(templates[edit.file], edit.steps, copy.deepcopy(edit.value))
        return templates

    def graph(self, templates: Templates) -> Graph:
        """The graph of some templates as if they stood in the folder."""
        root = self.folder / "root.yaml"
        nested = {self.folder / name: each for name, each in templates.items() if name != root.name}
        return load(root, REGION, project=ROOT, decoded=templates[root.name], nested=nested)


def faults(graph: Graph, prover: Prover | None = None) -> tuple[Finding, ...]:
    """Every error and warning of a graph: what the proofs find, and what each rule finds by itself."""
    return tuple(fault for fault in findings(graph, prover) if fault.rule[0] in "EW")


@cache
def output(environment: str) -> Output:
    """Read an environment of the committed output."""
    folder = ROOT / "output" / environment
    templates: Templates = {}
    for path in sorted(folder.glob("*.yaml")):
        templates[path.name], matches = decode_str(path.read_text())
        assert not matches, path
    return Output(folder, templates)
