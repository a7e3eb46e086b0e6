"""docs/architecture.md names every folder and module of generator/, with the words of its own docstring."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"


def parts(folder: Path) -> Iterator[tuple[str, str]]:
    """Each folder and module of a package by its path from the root, with the first line of its docstring."""
    for path in sorted(folder.iterdir()):
        inside = path / "__init__.py" if path.is_dir() else path
        if inside.suffix == ".py" and inside.is_file() and path.name != "__init__.py":
            says = ast.get_docstring(ast.parse(inside.read_text(encoding="utf-8"))) or ""
            yield f"{path.relative_to(ROOT).as_posix()}{'/' if path.is_dir() else ''}", says.partition("\n")[0]


def test_every_part_of_the_generator_stands_there_in_its_own_words() -> None:
    there = dict(re.findall(r"^\| `(generator/[\w./]+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert there == dict(parts(ROOT / "generator")), "the table should be: " + "\n".join(
        f"| `{name}` | {says} |" for name, says in parts(ROOT / "generator")
    )
