"""One finding of many: the same mistake for several tasks, in several stacks, under several conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from generator.finding import Finding


def unite(findings: Sequence[Finding], when: str = "") -> Finding:
    """Make one finding of several with the same key. ``when`` is the condition under which it is one."""
    first = findings[0]
    stacks = tuple(dict.fromkeys(stack for finding in findings for stack in finding.stacks))
    tasks = tuple(dict.fromkeys(task for finding in findings for task in finding.tasks))
    others = [task for task in tasks if task not in first.tasks]
    message = first.message
    message += f" (and the same for {', '.join(others)})" if others else ""
    message += f" (in the stacks {', '.join(stack or 'root' for stack in stacks)})" if len(stacks) > 1 else ""
    message += f" (when {when})" if when else ""
    width = _width(first.source, first.line, first.column)
    return replace(first, message=" ".join(message.split()), stacks=stacks, tasks=tasks, width=width)


def _width(source: Path, line: int, column: int) -> int:
    lines = _lines(source)
    if not 0 < line <= len(lines):
        return 1
    word = re.match(r'"[^"]*"|[\w:.-]*[\w-]', lines[line - 1][column - 1 :])
    return len(word[0]) if word else 1


@lru_cache(maxsize=32)
def _lines(source: Path) -> list[str]:
    try:
        return source.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return []
