"""Break one thing in a template, as text."""

from __future__ import annotations

import re


def without(text: str, name: str) -> str:
    """Remove a resource, or an output or parameter, by its logical id."""
    changed, count = re.subn(rf"^  {name}:\n(?:    .*\n|\n)*", "", text, count=1, flags=re.MULTILINE)
    assert count == 1, f"there is no {name}"
    return changed


def within(text: str, name: str, old: str, new: str) -> str:
    """Replace something inside the resource of that logical id."""
    found = re.search(rf"^  {name}:\n(?:    .*\n|\n)*", text, flags=re.MULTILINE)
    assert found, f"there is no {name}"
    assert old in found[0], f"{name} has no {old}"
    return text[: found.start()] + found[0].replace(old, new, 1) + text[found.end() :]


def line_of(text: str, name: str, key: str = "") -> int:
    """The line of a logical id, or of the first line with ``key`` inside that resource."""
    lines = text.splitlines()
    start = lines.index(f"  {name}:")
    if not key:
        return start + 1
    return next(number for number, line in enumerate(lines[start:], start + 1) if line.strip().startswith(key))
