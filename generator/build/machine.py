"""Can a template module ask the machine: its environment, its clock, other files? Then what it makes may change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_PURE = {
    "__future__", "abc", "annotationlib", "awacs", "base64", "bisect", "collections", "contextlib", "copy",
    "dataclasses", "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "ipaddress", "itertools", "json",
    "math", "operator", "pydantic", "re", "statistics", "string", "textwrap", "troposphere", "types", "typing",
    "typing_extensions", "unicodedata", "urllib.parse", "zlib",
}  # fmt: skip
"""What gives the same for the same, whenever and wherever it is asked."""
_OURS = ("generator.awsdata", "generator.config", "generator.errors")
"""What templates may import of this program."""
_ASKING = {"__builtins__", "__import__", "breakpoint", "compile", "eval", "exec", "id", "input", "open"}


def asks(templates: Path) -> bool:
    """Whether a module of a folder, or a helper below it, imports or calls anything that may ask the machine.

    What cannot be parsed may. Raises OSError.
    """
    return any(_may_ask(path) for path in sorted(templates.rglob("*.py")))


def _may_ask(path: Path) -> bool:
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return True
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return bool(named & _ASKING) or not all(map(_pure, _imported(tree)))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def _pure(name: str) -> bool:
    whole = name.split(".")
    inside = {".".join(whole[:end]) for end in range(1, len(whole) + 1)}
    return bool(inside & _PURE) or not inside.isdisjoint(_OURS)
