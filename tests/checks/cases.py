"""Cases: of one template each, as a base and its edits (cases.yaml), and of several (folders in cases/)."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from cfn_flip import to_json

from generator.checks.examples import read, template, write

_HERE = Path(__file__).parent
_FOLDERS = {path.name: path for path in sorted((_HERE / "cases").iterdir())}
NETWORK = _FOLDERS["ECS010-nested.bad"] / "network.yaml"
"""A nested template that puts out a VPC and a subnet, by which nothing leads out."""


@cache
def _edited() -> dict[str, Any]:
    content: dict[str, Any] = read((_HERE / "cases.yaml").read_text())
    return content


def names() -> list[str]:
    """Name every case: the id of a check, what is special, and ``.bad``, ``.good`` or ``.unknown``."""
    return sorted([*_edited(), *_FOLDERS])


def put(name: str, folder: Path) -> Path:
    """Write a case into a folder, which may be there already, and give its root template."""
    if name in _FOLDERS:
        shutil.copytree(_FOLDERS[name], folder, dirs_exist_ok=True)
        (root,) = folder.glob("root.*")
        return root
    folder.mkdir(parents=True, exist_ok=True)
    case = _edited()[name]
    root = folder / f"root.{case.get('form', 'yaml')}"
    text = text_of(name)
    root.write_text(to_json(text) if root.suffix == ".json" else text)
    return root


def text_of(name: str) -> str:
    """The template of a case that has one, as YAML."""
    case = _edited()[name]
    edits = case.get("edits", {})
    return template(
        case["base"], tuple((place, None if value is None else write(value)) for place, value in edits.items())
    )
