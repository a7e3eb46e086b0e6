"""What is committed about mutants that we do not report: stock cfn-lint does, it is harmless, unknown or missed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.mutants.apps import Output
from tests.mutants.mutate import Mutant
from tests.mutants.tree import Steps, references

FOLDER = Path(__file__).parent
KINDS = ("harmless", "unknown", "missed")


@dataclass(frozen=True)
class Entry:
    """One line of harmless.yaml: globs for environment, file, logical id, type, place and change, and the reason."""

    kind: str
    environment: str
    file: str
    name: str
    type: str
    at: str
    change: str
    because: str

    def fits(self, environment: str, mutant: Mutant) -> bool:
        """Tell whether a mutant of an environment is of this kind."""
        where = mutant.at.removeprefix("Properties.")
        return (
            fnmatchcase(environment, self.environment)
            and fnmatchcase(mutant.type, self.type)
            and fnmatchcase(mutant.file, self.file)
            and fnmatchcase(mutant.resource, self.name)
            and any(fnmatchcase(where, at) for at in self.at.split("|"))
            and fnmatchcase(mutant.change, self.change)
        )


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of harmless.yaml."""
    content: dict[str, list[dict[str, Any]]] = yaml.safe_load((FOLDER / "harmless.yaml").read_text())
    return tuple(
        Entry(
            kind,
            each.get("environment", "*"),
            each.get("file", "*"),
            each.get("name", "*"),
            f"AWS::{each['type']}",
            each.get("at", "*"),
            each.get("change", "*"),
            each["because"],
        )
        for kind in KINDS
        for each in content[kind]
    )


@cache
def entry(environment: str, mutant: Mutant, kind: str) -> Entry | None:
    """The first entry of a kind that a mutant of an environment fits."""
    return next((each for each in entries() if each.kind == kind and each.fits(environment, mutant)), None)


def place(mutant: Mutant) -> str:
    """What stock.yaml calls a change: the place without positions in lists, and the change without its value."""
    change = "delete" if mutant.change.startswith("delete") else re.sub(r"^.* -> ", "-> ", mutant.change)
    return f"{re.sub(r'[.][0-9]+', '.*', mutant.at)} {change}"


@cache
def stock() -> dict[str, dict[str, str]]:
    """Give, by type and change, the rule of stock cfn-lint that reports it."""
    content: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "stock.yaml").read_text())
    return content


def stock_rule(output: Output, mutant: Mutant) -> str:
    """The rule of stock cfn-lint that reports a mutant; empty when none is known to."""
    if not mutant.at:
        template = output.changed(mutant.edits)[mutant.file]
        named = [(steps, attribute) for steps, name, attribute in references(template) if name == mutant.resource]
        return next((_dangling(steps, attribute) for steps, attribute in named), "")
    return stock().get(mutant.type, {}).get(place(mutant), "")


def _dangling(steps: Steps, attribute: str) -> str:
    if steps[0] == "Outputs":
        return "E6101"
    if "DependsOn" in steps:
        return "E3005"
    return "E1010" if attribute else "E1020"
