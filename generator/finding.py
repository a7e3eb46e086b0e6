"""One thing that is wrong at one place of a template: ours or cfn-lint's own, as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from generator.crash import Crash

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
    crash: Crash | None = None
    """What failed in our own code, where that is why the template was not checked."""
    certain: bool = True
    """Whether the resource certainly exists, so that this is more than a possibility."""

    @property
    def severity(self) -> str:
        """Read the severity off the first letter of the rule's id, as cfn-lint does."""
        return {"E": "error", "W": "warning", "I": "informational"}.get(self.rule[:1], "error")

    @property
    def where(self) -> str:
        """The file as it can be opened from the current folder."""
        return normpath(join(dirname(self.root), self.file)) if self.root else self.file

    @property
    def place(self) -> tuple[str, Path, str, tuple[Step, ...]]:
        """Rule and property, whatever else is said of it: the same in whichever stack the template takes part."""
        return (self.rule, self.source, self.resource, self.path)

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two findings the same mistake."""
        return (*self.place, self.fix, self.crash and self.crash.key)

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column}: {self.rule} {self.message}"

    def as_json(self) -> dict[str, Any]:
        """Give the documented JSON."""
        every = asdict(self) | {"severity": self.severity, "path": list(self.path)}
        return {key: every[key] for key in _TOLD}
