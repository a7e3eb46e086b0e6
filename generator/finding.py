"""One thing that is wrong at one place of a template: ours or cfn-lint's own, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from generator.crash import FIX, RULE, Crash, message
from generator.remedy import Remedy

Step = str | int
_TOLD = (
    "file", "line", "column", "rule", "severity", "message", "fix", "lesson", "root", "stack", "resource", "path",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Line and column count from 1; they are 0 when the template does not tell. It keeps no graph alive."""

    file: str
    """The template it stands in, relative to the folder of the root template."""
    line: int
    column: int
    rule: str
    """Id of the check, or of cfn-lint's rule."""
    message: str
    """What is wrong, and what comes of it, on one line."""
    fix: str = ""
    """What to change, on one line."""
    lesson: int = 0
    root: str = ""
    """The root template as it was given; empty where there is only one."""
    stack: str = ""
    """Address of the nested stack, as in ``Network``; empty for the root's."""
    resource: str = ""
    """Logical id in its template."""
    construct: str = ""
    """Path of the construct of CDK that makes the resource; empty where CDK does not."""
    path: tuple[Step, ...] = ()
    source: Path = field(default_factory=Path)
    """The template, absolute."""
    entry: str = ""
    """Logical id, in the root, of the nested stack that leads to it; empty when it stands in the root."""
    stacks: tuple[str, ...] = ()
    """Addresses of all the stacks that the same template makes with this mistake in it."""
    tasks: tuple[str, ...] = ()
    """Paths of the services that suffer from it."""
    width: int = 1
    """How many characters of the line it is about."""
    crashes: tuple[Crash, ...] = ()
    """What failed in our own code, where that is why the template was not checked."""
    certain: bool = True
    """Whether the resource certainly exists, so that this is more than a possibility."""
    rests: str = ""
    """What its message says at its end of the Defaults of parameters that it rests on."""
    remedy: Remedy | None = None
    """What ``fix`` says as data, where there is nothing to decide."""

    @property
    def severity(self) -> str:
        """Read the severity off the first letter of the rule's id, as cfn-lint does."""
        return {"E": "error", "W": "warning", "I": "informational"}.get(self.rule[:1], "error")

    @property
    def where(self) -> str:
        """The file as it can be opened from the current folder."""
        return normpath(join(dirname(self.root), self.file)) if self.root else self.file

    @property
    def at(self) -> str:
        """Path of the resource through the stacks, as in ``Network/Vpc``."""
        return f"{self.stack}/{self.resource}" if self.stack else self.resource

    @property
    def steps(self) -> tuple[Step, ...]:
        """The way from the resource to the property; empty for the resource itself."""
        return self.path[3:]

    @property
    def place(self) -> tuple[str, Path, str, tuple[Step, ...]]:
        """Rule and property, whatever else is said of it: the same in whichever stack the template takes part."""
        return (self.rule, self.source, self.resource, self.path)

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two findings the same mistake."""
        return (*self.place, self.fix, tuple(crash.key for crash in self.crashes))

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column}: {self.rule} {self.message}"

    @property
    def order(self) -> tuple[object, ...]:
        """What findings are sorted by: the place, then the rule."""
        return (self.where, self.file, self.line, self.column, self.rule, self.severity, self.message, self.fix)

    def as_json(self) -> dict[str, Any]:
        """The documented JSON."""
        told = {key: list(self.path) if key == "path" else getattr(self, key) for key in _TOLD}
        return told | ({"construct": self.construct} if self.construct else {})


def not_checked(file: str, crashes: Sequence[Crash], root: str = "", source: Path | None = None) -> Finding:
    """Say that a template was not checked, or not in full, because our own code failed."""
    return Finding(file, 1, 1, RULE, message(crashes), FIX, root=root, source=source or Path(), crashes=tuple(crashes))


def crashes(findings: Iterable[Finding]) -> tuple[Crash, ...]:
    """What failed in our own code, each once."""
    return tuple({crash.key: crash for finding in findings for crash in finding.crashes}.values())
