"""One thing that a rule found, ours or cfn-lint's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from posixpath import dirname, join, normpath
from typing import Any

from generator.crash import FIX, RULE, Crash, message


@dataclass(frozen=True, order=True)
class Finding:
    """Line and column count from 1. ``file`` is relative to the folder of ``root``."""

    file: str
    line: int
    column: int
    rule: str
    severity: str
    message: str
    fix: str = ""
    lesson: int = 0
    root: str = ""
    """The root template as it was given; empty where there is only one."""
    stack: str = ""
    """Address of the nested stack, as in ``Network``; empty for the root's."""
    resource: str = ""
    path: tuple[str | int, ...] = field(default=(), compare=False)
    crashes: tuple[Crash, ...] = field(default=(), compare=False)
    """What failed in our own code, where that is why the template was not checked."""

    @property
    def where(self) -> str:
        """The file as it can be opened from the current folder."""
        return normpath(join(dirname(self.root), self.file)) if self.root else self.file

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column}: {self.rule} {self.message}"

    def as_json(self) -> dict[str, Any]:
        """Give the documented JSON."""
        known = asdict(self) | {"path": list(self.path)}
        del known["crashes"]
        return known


def finding(known: dict[str, Any]) -> Finding:
    """Read back what ``as_json`` gave."""
    return Finding(**known | {"path": tuple(known["path"])})


def not_checked(file: str, crash: Crash) -> Finding:
    """Say that a template was not checked, because our own code failed."""
    return Finding(file, 1, 1, RULE, "error", message([crash]), FIX, crashes=(crash,))


def crashes(findings: Iterable[Finding]) -> tuple[Crash, ...]:
    """Give what failed in our own code, each once."""
    return tuple({crash.key: crash for each in findings for crash in each.crashes}.values())


def severity(rule: str) -> str:
    """Read the severity off the first letter of a rule's id, as cfn-lint does."""
    return {"E": "error", "W": "warning", "I": "informational"}.get(rule[:1], "error")
