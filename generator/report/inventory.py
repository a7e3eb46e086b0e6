"""What a deployment consists of, for a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A resource that exists. ``arn`` is empty where there is none, or none is known."""

    path: tuple[str, ...]
    type: str
    id: str
    arn: str
    status: str


def inventory_json(stack: str, outputs: Mapping[str, str], rows: Iterable[Row]) -> str:
    """Write the stack, its outputs, and each resource by its path."""
    resources = [
        {"path": "/".join(each.path), "type": each.type, "id": each.id, "arn": each.arn or None, "status": each.status}
        for each in rows
    ]
    content = {"stack": stack, "outputs": dict(sorted(outputs.items())), "resources": resources}
    return json.dumps(content, indent=2) + "\n"


def inventory_markdown(stack: str, outputs: Mapping[str, str], rows: Iterable[Row]) -> str:
    """Write the same for people, a table for each nested stack."""
    lines = [f"# {stack}", ""]
    if outputs:
        lines += ["| output | value |", "|---|---|"]
        lines += [f"| {key} | `{value}` |" for key, value in sorted(outputs.items())] + [""]
    groups: dict[str, list[Row]] = {}
    for each in rows:
        groups.setdefault("/".join(each.path[:-1]), []).append(each)
    for name, inside in groups.items():
        lines += [f"## {name or 'root'}", "", "| resource | type | id | ARN |", "|---|---|---|---|"]
        for each in inside:
            arn = f"`{each.arn}`" if each.arn else ""
            lines.append(f"| {each.path[-1]} | {each.type} | `{each.id}` | {arn} |")
        lines.append("")
    return "\n".join(lines)
