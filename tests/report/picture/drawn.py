"""Wholes to draw: our own output, the same with something spoilt, and a hundred services."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.__main__ import main
from generator.report.picture.whole import Whole, pictured
from tests.gallery import ROOT, TEMPLATES

OURS = ROOT / "output" / "prod"


def whole(folder: Path) -> Whole:
    """Draw the one root of a folder."""
    (made,) = pictured([folder], {}, None)
    assert made.crashes == ()
    return made


def spoilt(folder: Path, file: str, old: str, new: str) -> Path:
    """Copy our output, and change all places of one text in one of its files."""
    shutil.copytree(OURS, folder)
    (folder / "deploy.json").unlink()
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    return folder


def hundred(folder: Path) -> Path:
    """Build an app of a hundred services, each of which calls another, a third of them with the database."""
    lines = ["name: big", "region: us-west-2", "database: {name: big, username: keeper}", "services:"]
    for at in range(100):
        more = ", uses: [database]" if at % 3 == 0 else ""
        more += f", route: {{path: /s{at:03}/*}}" if at % 4 == 0 else ""
        lines.append(f"  s{at:03}: {{image: big:v1, port: {8000 + at}{more}, calls: [s{(at * 7 + 3) % 100:03}]}}")
    (folder / "app.yaml").write_text("\n".join([*lines, "environments:", "  dev: {}", ""]))
    config, output = str(folder / "app.yaml"), str(folder / "output")
    assert main(["build", "--no-lint", "--config", config, "--templates", str(TEMPLATES), "--output", output]) == 0
    return folder / "output" / "dev"
