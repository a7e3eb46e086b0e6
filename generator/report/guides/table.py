"""Tables of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [_line(head), "|" + "---|" * len(head), *map(_line, rows)]
    return "\n".join(lines)


def code(text: str) -> str:
    """Show a word as code; nothing for an empty one."""
    return "`" + text.replace("`", "'") + "`" if text else ""


def codes(words: Iterable[str]) -> str:
    """Show several words as code."""
    return ", ".join(map(code, words))


def prose(text: str) -> str:
    """Show words as they stand: a ``<placeholder>`` is no tag, and `*` no emphasis, outside of code."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(part if part.startswith("`") else re.sub(r"([<*])", r"\\\1", part) for part in parts)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
