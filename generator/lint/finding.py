"""One thing that a rule found, ours or cfn-lint's own."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from posixpath import dirname, join, normpath
from typing import Any


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

    @property
    def where(self) -> str:
        """The file as it can be opened from the current folder."""
        return normpath(join(dirname(self.root), self.file)) if self.root else self.file

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column}: {self.rule} {self.message}"

    def as_json(self) -> dict[str, Any]:
        """Give the documented JSON."""
        return asdict(self) | {"path": list(self.path)}


def finding(known: dict[str, Any]) -> Finding:
    """Read back what ``as_json`` gave."""
    return Finding(**known | {"path": tuple(known["path"])})


def severity(rule: str) -> str:
    """Read the severity off the first letter of a rule's id, as cfn-lint does."""
    return {"E": "error", "W": "warning", "I": "informational"}.get(rule[:1], "error")
