"""Plant a crash in the generator, and run the real programs on it: in this process, or in one of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from pkgutil import resolve_name

import pytest

from generator.__main__ import main
from tests.rules.running import CFN_LINT, ROOT
from tests.spoilt import spoilt

PLANTS: Mapping[str, tuple[str, str]] = {
    "stack": ("generator.stack.resolve:Resolver", "navigate"),
    "files": ("generator.stack.documents:Documents", "read"),
    "facts": ("generator.ecs.tasks:Task", "role"),
    "proof": ("generator.needs.matrix", "registry_paths"),
    "check": ("generator.checks.reading.nested_template_unread:NestedTemplateUnread", "find"),
    "rules": ("generator.rules._reported", "reported"),
    "cfn-lint": ("cfnlint.runner:Runner", "run"),
}
"""The class or module in which something is replaced that is called there, and its name."""

CRASH = "raise ZeroDivisionError('planted')"


def run_apart(folder: Path, plant: str, *arguments: str, how: str = CRASH) -> subprocess.CompletedProcess[str]:
    """Run cfn-lint or a verb of ours in a process of its own, with a crash at one of the places, or without any."""
    start = folder / "start"
    start.mkdir(exist_ok=True)
    first = f"from tests.spoilt import spoil; spoil(*{PLANTS[plant]!r}, {how!r})\n" if plant else ""
    (start / "sitecustomize.py").write_text(first)
    path = os.pathsep.join((str(start), str(ROOT)))
    program = [str(CFN_LINT)] if arguments[0] == "cfn-lint" else [sys.executable, "-m", "generator", arguments[0]]
    environment = os.environ | _places(folder) | {"PYTHONPATH": path}
    return subprocess.run(
        [*program, *arguments[1:]], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )


def run_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """What runs a verb of ours in this process, and in those that lint for it, likewise."""

    def run(plant: str, *arguments: str, how: str = CRASH) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            for name, value in _places(folder).items():
                patch.setenv(name, value)
            patch.chdir(folder)
            if plant:
                place, name = PLANTS[plant]
                spoils = resolve_name(place)
                patch.setattr(spoils, name, spoilt(getattr(spoils, name), how))
            code = main(list(arguments))
            said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run


def _places(folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "state"),
    }
