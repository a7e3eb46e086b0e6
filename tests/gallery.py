"""The example apps below examples/, and how tests build them: once per process, with the repository's templates."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from generator.build import steps
from generator.build.steps import Built

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
EXAMPLES = Path(__file__).parent / "examples"
NAMES = ("task-management", *sorted(path.parent.name for path in EXAMPLES.glob("*/app.yaml")))

_COPIES = TemporaryDirectory(prefix="examples-")


def config(name: str) -> Path:
    """An example's app.yaml; task-management is the repository's own, and only its programs are below examples/."""
    return ROOT / "app.yaml" if name == "task-management" else EXAMPLES / name / "app.yaml"


def copy_programs(folder: Path) -> None:
    """Put the services of the repository's own app.yaml, with the Dockerfiles that it names, into another folder."""
    programs = (EXAMPLES / "task-management").relative_to(ROOT)
    ignored = shutil.ignore_patterns("node_modules")
    shutil.copytree(ROOT / programs, folder / programs, ignore=ignored, dirs_exist_ok=True)


def copy_project(folder: Path) -> None:
    """Put the repository's own app.yaml, its template modules and its programs into another folder."""
    shutil.copy(ROOT / "app.yaml", folder)
    copy_programs(folder)
    shutil.copytree(TEMPLATES, folder / "templates", ignore=shutil.ignore_patterns("__pycache__"))


@cache
def templates(name: str) -> Path:
    """An example's template modules: the repository's, and the files that the example adds."""
    own = EXAMPLES / name / "templates"
    if not own.is_dir():
        return TEMPLATES
    folder = Path(_COPIES.name) / name
    shutil.copytree(TEMPLATES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in own.glob("*.py"):
        shutil.copy(file, folder)
    return folder


@cache
def built_in_all(name: str) -> tuple[Built, ...]:
    """Build an example in every environment, and its registry."""
    return tuple(steps.build(config(name), templates(name)))


def built(name: str, environment: str) -> Built:
    """Build one environment of an example."""
    return next(each for each in built_in_all(name) if each.folder == environment)


def settings(name: str) -> dict[str, Any]:
    """An example's app.yaml as plain data."""
    content: dict[str, Any] = yaml.safe_load(config(name).read_text())
    return content


ENVIRONMENTS = [(name, environment) for name in NAMES for environment in settings(name).get("environments", ["dev"])]
"""Every example in every environment, for ``parametrize``."""


def resources(whole: Built, kind: str) -> dict[str, dict[str, Any]]:
    """The properties of all resources of a type, by ``<file>: <logical id>``."""
    return {
        f"{file}: {name}": resource.get("Properties", {})
        for file, body in whole.composition.bodies.items()
        for name, resource in body["Resources"].items()
        if resource["Type"] == kind
    }
