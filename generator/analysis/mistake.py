"""A mistake as plain data: what stands where, in which stacks, and what to do. It keeps no graph alive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.crash import FIX, RULE, Crash, message
from generator.needs.cause import Worded
from generator.stack import Resource

Step = str | int
Key = tuple[str, Path, str, tuple[Step, ...], str]


@dataclass(frozen=True)
class Mistake:
    """One mistake, at the property to change. The same template nested twice makes one mistake."""

    rule: str
    source: Path
    """The template it stands in, absolute."""
    file: str
    """The same, relative to the root template's folder."""
    line: int
    """From 1, as is ``column``; 0 when the template does not tell."""
    column: int
    width: int
    """How many characters of the line it is about."""
    resource: str
    """Logical id in that template."""
    steps: tuple[Step, ...]
    stacks: tuple[str, ...]
    """Addresses of the stacks it is in, as in ``Network``; empty text for the root."""
    entry: str
    """Logical id, in the root, of the nested stack that leads to it; empty when it stands in the root."""
    what: str
    fix: str
    tasks: tuple[str, ...] = ()
    when: str = ""
    """The condition under which it is one; empty when it always is."""
    crashes: tuple[Crash, ...] = ()
    """What failed in our own code, where that is why the template was not checked."""

    @property
    def key(self) -> Key:
        """What makes two findings the same mistake."""
        return (self.rule, self.source, self.resource, self.steps, self.fix)

    @property
    def place(self) -> tuple[str, Path, str, tuple[Step, ...]]:
        """Rule and property, whatever else is said of it: the same in whichever whole the template takes part."""
        return (self.rule, self.source, self.resource, self.steps)

    @property
    def path(self) -> tuple[Step, ...]:
        """The way to the property in its template."""
        if not self.resource:
            return ()
        return ("Resources", self.resource, *(("Properties", *self.steps) if self.steps else ()))

    @property
    def message(self) -> str:
        """Everything but the fix, on one line."""
        text = self.what
        if len(self.stacks) > 1:
            text += f" (in the stacks {', '.join(stack or 'root' for stack in self.stacks)})"
        if self.when:
            text += f" (when {self.when})"
        return " ".join(text.split())


def mistake(faults: Iterable[Worded], when: str = "") -> Mistake:
    """Make one mistake of faults that are the same but for the task that suffers, or the need it shows in."""
    every = list(faults)
    first = every[0]
    line, column = first.resource.line(*first.steps)
    return Mistake(
        rule=first.rule,
        source=first.resource.source,
        file=first.resource.file,
        line=line,
        column=column,
        width=_width(first.resource.source, line, column),
        resource=first.resource.logical_id,
        steps=first.steps,
        stacks=tuple(dict.fromkeys(fault.resource.stack for fault in every)),
        entry=entry(first.resource),
        what=first.what + _also(every),
        fix=" ".join(first.fix.split()),
        tasks=tuple(dict.fromkeys(task for fault in every for task in fault.tasks)),
        when=when,
    )


def of_file(rule: str, source: Path, file: str, place: tuple[int, int], what: str, fix: str) -> Mistake:
    """Make a mistake of a whole root template, at its first character or at a place of its own."""
    line, column = max(place[0], 1), max(place[1], 1)
    return Mistake(rule, source, file, line, column, 1, "", (), ("",), "", what, fix)


def not_checked(source: Path, file: str, crashes: Sequence[Crash]) -> Mistake:
    """Say that a root template was not checked, or not in full, because our own code failed."""
    return replace(of_file(RULE, source, file, (1, 1), message(crashes), FIX), crashes=tuple(crashes))


def key(fault: Worded) -> Key:
    """Give the key of the mistake that a fault is part of."""
    return (fault.rule, fault.resource.source, fault.resource.logical_id, fault.steps, " ".join(fault.fix.split()))


def entry(resource: Resource) -> str:
    """Give the logical id, in the root, of the nested stack that a resource is in; empty in the root itself."""
    chain = list(resource.at.chain())
    return chain[-2].logical_id if len(chain) > 1 else ""


def _also(faults: list[Worded]) -> str:
    first = faults[0]
    others = dict.fromkeys(t for fault in faults for t in fault.tasks if t not in first.tasks)
    return f" (and the same for {', '.join(others)})" if others else ""


def _width(source: Path, line: int, column: int) -> int:
    lines = _lines(source)
    if not 0 < line <= len(lines):
        return 1
    found = re.match(r'"[^"]*"|[\w:.-]*[\w-]', lines[line - 1][column - 1 :])
    return len(found[0]) if found else 1


@lru_cache(maxsize=32)
def _lines(source: Path) -> list[str]:
    try:
        return source.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return []
