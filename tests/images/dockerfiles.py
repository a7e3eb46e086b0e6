"""Cases: Dockerfiles as people write them, each under its name and the verdicts that it leads to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    name: str
    text: str
    told: dict[str, str]


def _read() -> list[Case]:
    cases = []
    for section in Path(__file__).with_suffix(".txt").read_text().split("### ")[1:]:
        title, _, text = section.partition("\n")
        name, _, told = title.partition(" | ")
        cases.append(Case(name, text.rstrip("\n"), dict(pair.split("=") for pair in told.split())))
    return cases


CASES = _read()
