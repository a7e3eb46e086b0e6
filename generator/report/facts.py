"""Facts of AWS and of images: for each file its entries, and what they rest on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import shorten

from generator.awsdata.listing import Listed
from generator.report.folding import folded
from generator.report.style import Style

WIDTH = 160
"""Characters of what one fact says; a list of a hundred packages is read in its file."""


def text(listed: Sequence[Listed], style: Style) -> str:
    """List facts under their files: line, name and what it says; then confidence, month and source."""
    lines: list[str] = []
    for file, entries in groupby(listed, key=lambda entry: entry.file):
        lines.append(style.bold(f"generator/awsdata/{file}"))
        for entry in entries:
            says = shorten(_written(entry.says), WIDTH, placeholder=" ...")
            lines.append(f"{entry.line:>5}  {entry.section}: {entry.name}: {says}")
            fact = entry.fact
            note = f" ({fact.note})" if fact.note else ""
            lines.append(style.dim(f"       {fact.confidence}{note}, {fact.seen}: {fact.source}"))
    count = _summary(listed)
    lines.append(f"{len(listed)} facts: {count['verified']} verified, {count['unverified']} unverified")
    return folded("\n".join(lines) + "\n", style, hang=9)


def as_json(listed: Sequence[Listed]) -> str:
    """The same as data, and in full."""
    facts = [
        {
            "file": f"generator/awsdata/{entry.file}",
            "line": entry.line,
            "section": entry.section,
            "name": entry.name,
            "says": entry.says,
            "source": entry.fact.source,
            "seen": entry.fact.seen,
            "confidence": entry.fact.confidence,
            "note": entry.fact.note,
        }
        for entry in listed
    ]
    return json.dumps({"facts": facts, "summary": _summary(listed)}, indent=2) + "\n"


def _summary(listed: Iterable[Listed]) -> dict[str, int]:
    confidences = [entry.fact.confidence for entry in listed]
    return {word: confidences.count(word) for word in ("verified", "unverified")}


def _written(value: object) -> str:
    """Write a value of a file in one line, as one would in a flow of YAML but without its quotes."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_written(item)}" for key, item in value.items())
    if isinstance(value, list):
        return f"[{', '.join(_written(item) for item in value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
