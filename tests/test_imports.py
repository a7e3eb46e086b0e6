"""Imports go one way: ``.importlinter`` says it of the generator, and here it is said of what stands beside it."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"

# What each folder may import: beside these only its own modules, and Python's own.
ALLOWED = {
    "templates": {"awacs", "generator.awsdata", "generator.config", "generator.errors", "pydantic", "troposphere"},
    "scripts": {"generator.deploy"},
}
NETWORK = {"asyncio", "ftplib", "http", "smtplib", "socket", "socketserver", "ssl", "urllib", "xmlrpc"}


def broken_contracts(root: Path) -> str:
    """What import-linter says of the contracts that the package at ``root`` breaks; empty when it keeps all."""
    command = [sys.executable, "-c", LINT, "--no-cache", "--no-logo"]
    # The package is found on the path: the copy that is asked about goes before the one that runs this test.
    path = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200"}
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert not run.stderr, run.stderr
    return run.stdout if run.returncode else ""


def imported(path: Path) -> Iterator[str]:
    """The full name of everything that a file imports from elsewhere, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def not_allowed(root: Path) -> list[str]:
    """The imports of templates and scripts that are not theirs to make."""
    standard = sys.stdlib_module_names - NETWORK
    return [
        f"{path.relative_to(root)} imports {name}"
        for folder, allowed in ALLOWED.items()
        for path in sorted((root / folder).glob("*.py"))
        for name in imported(path)
        if name.partition(".")[0] not in standard and not any(f"{name}.".startswith(f"{own}.") for own in allowed)
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy what imports, without its data, and the contracts, to a folder where a test may spoil it."""
    data = shutil.ignore_patterns("__pycache__", "*.yaml", "*.json", "*.md", "*.txt")
    for folder in ("generator", *ALLOWED):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=data)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def plant(root: Path, file: str, line: str) -> None:
    """Add a line to a file, which is made if it is not there."""
    path = root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{path.read_text() if path.exists() else ''}\n{line}\n")


def test_every_contract_is_kept() -> None:
    assert broken_contracts(ROOT) == ""


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        pytest.param(
            "generator/config/names.py",
            "from generator.compose import compose",
            "generator.config is not allowed to import generator.compose",
            id="up",
        ),
        pytest.param(
            "generator/output/render.py",
            "def late():\n    from generator.build import steps",
            "generator.output is not allowed to import generator.build",
            id="up, in a function",
        ),
        pytest.param(
            "generator/images/reference.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from generator.stack.values import Value",
            "generator.images is not allowed to import generator.stack",
            id="sideways, for a type",
        ),
        pytest.param(
            "generator/stack/values.py",
            "from generator.stack.resolve import Resolver",
            "No cycles are allowed in generator.stack.",
            id="a circle of modules",
        ),
        pytest.param(
            "generator/rehearsal/pace.py",
            "from generator.rehearsal.engine.entry import apply",
            "No cycles are allowed in generator.rehearsal.",
            id="a circle of a module and a folder",
        ),
        pytest.param("generator/later/__init__.py", "", "generator.later", id="a part without a line"),
        pytest.param(
            "generator/ecs/tasks.py",
            "import generator.config",
            "generator.ecs is not allowed to import generator.config",
            id="app.yaml",
        ),
        pytest.param(
            "generator/cli/lint.py",
            "from generator.aws.stacks import Stack",
            "generator.cli.lint -> generator.aws.stacks",
            id="past the story of a deployment",
        ),
        pytest.param("generator/errors.py", "import boto3", "generator.errors -> boto3", id="a client of AWS"),
        pytest.param("generator/rehearsal/seed.py", "import botocore.session", "-> botocore", id="in the rehearsal"),
        pytest.param("generator/explain.py", "import socket", "generator.explain -> socket", id="a socket"),
    ],
)
def test_a_contract_that_is_broken_is_told(copy: Path, file: str, line: str, told: str) -> None:
    plant(copy, file, line)
    assert told in broken_contracts(copy)


def test_templates_and_scripts_import_what_is_theirs() -> None:
    assert not_allowed(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line", "name"),
    [
        ("templates/vpc.py", "from generator.build.steps import build", "generator.build.steps.build"),
        ("templates/vpc.py", "def late():\n    import templates.network", "templates.network"),
        ("templates/vpc.py", "from generator import configuration", "generator.configuration"),
        ("templates/vpc.py", "from urllib.request import urlopen", "urllib.request.urlopen"),
        ("scripts/deploy.py", "from generator.build import steps", "generator.build.steps"),
        ("scripts/deploy.py", "import boto3", "boto3"),
    ],
)
def test_an_import_that_is_not_theirs_is_found(tmp_path: Path, file: str, line: str, name: str) -> None:
    for folder in ALLOWED:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    plant(tmp_path, file, line)
    assert not_allowed(tmp_path) == [f"{file} imports {name}"]
