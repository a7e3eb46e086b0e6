"""Imports go one way: a module knows those below it and nothing above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each part may import of the project, lowest first. Everything may import what is in COMMON.
COMMON = {"text", "errors", "hints", "crash", "awsdata"}
ALLOWED = {
    **{part: set() for part in COMMON},
    "config": {"config"},
    "compose": {"compose", "config"},
    "output": {"output", "compose", "config"},
    "stack": {"stack"},
    "facts": {"facts", "stack"},
    "proof": {"proof", "facts", "stack"},
    "whole": {"whole", "proof", "stack"},
    "rules": {"rules", "whole", "proof", "facts", "stack", "explain"},
    "lint": {"lint", "rules", "whole", "stack"},
    "proven": {"lint", "rules", "whole", "stack", "config"},
    "dockerfiles": {"facts", "config"},
    "origins": {"lint", "whole", "compose", "config"},
    "pipeline": {"origins", "proven", "dockerfiles", "lint", "output", "compose", "config"},
    "starter": set(),
    "catalogue": {"catalogue"},
    "explain": {"catalogue"},
    "changes": {"changes"},
    "report": {"report", "proven", "lint", "whole", "stack", "config", "catalogue", "explain", "changes"},
    # The one part that talks to AWS; nothing but the story of a deployment imports it, and of that the verbs know the
    # options, and the command that is imported when it is given (tests/test_offline.py).
    "aws": {"aws", "changes", "report", "output"},
    "rehearsal": {"rehearsal", "changes", "output", "rules", "proof", "facts", "stack"},
    "deploy": {"deploy", "aws", "rehearsal", "changes", "report", "explain", "output"},
    "cli": {
        "cli",
        "deploy",
        "report",
        "pipeline",
        "proven",
        "lint",
        "rules",
        "stack",
        "output",
        "compose",
        "config",
        "starter",
        "explain",
    },
    "__main__": {"cli"},
}
OUTSIDE = {"boto3", "botocore", "requests", "urllib3", "socket", "http"}


def imports(path: Path) -> Iterator[str]:
    """Give the full name of everything that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_arrows(root: Path) -> list[str]:
    found = []
    for path in sorted((root / "generator").rglob("*.py")):
        part = path.relative_to(root / "generator").parts[0].removesuffix(".py")
        for name in imports(path):
            package, _, rest = name.partition(".")
            target = rest.partition(".")[0]
            known = (root / "generator" / target).is_dir() or (root / "generator" / f"{target}.py").is_file()
            if package == "generator" and known and target not in ALLOWED.get(part, set()) | COMMON:
                found.append(f"{path.relative_to(root)} imports {name}")
            elif package in OUTSIDE and part not in ("aws", "rehearsal"):
                found.append(f"{path.relative_to(root)} imports {name}, which reaches the network")
    for path in sorted((root / "templates").glob("*.py")):
        for name in imports(path):
            package, _, rest = name.partition(".")
            if package in OUTSIDE | {"templates"} or (
                package == "generator" and not rest.startswith(("config", "errors", "awsdata"))
            ):
                found.append(f"{path.relative_to(root)} imports {name}")
    return found


def test_imports_go_one_way() -> None:
    assert wrong_arrows(ROOT) == []


def test_every_part_of_the_generator_has_a_layer() -> None:
    parts = {path.name.removesuffix(".py") for path in (ROOT / "generator").iterdir() if path.suffix in ("", ".py")}
    assert {part for part in parts if not part.startswith("__") or part == "__main__"} - ALLOWED.keys() == set()


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("generator/config/names.py", "from generator.compose import compose"),
        ("generator/errors.py", "import boto3"),
        ("generator/report/plan_text.py", "from generator.aws.stacks import Stack"),
        ("generator/output/render.py", "def late():\n    from generator.build import steps"),
        ("templates/vpc.py", "from generator.build.steps import build"),
        ("templates/vpc.py", "import templates.network"),
    ],
)
def test_a_wrong_arrow_is_found(tmp_path: Path, file: str, line: str) -> None:
    for folder in ("generator", "templates"):
        for path in (ROOT / folder).rglob("*.py"):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text())
    (tmp_path / file).write_text(f"{(tmp_path / file).read_text()}\n{line}\n")
    assert [found.split()[0] for found in wrong_arrows(tmp_path)] == [file]
