"""What a deployment consists of, for a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from generator.changes.inventory import InventoryItem


def inventory_json(stack: str, outputs: Mapping[str, str], items: Iterable[InventoryItem]) -> str:
    """Write the stack, its outputs, and each resource by its path."""
    resources = [
        {"path": "/".join(item.path), "type": item.type, "id": item.id, "arn": item.arn or None, "status": item.status}
        for item in items
    ]
    content = {"stack": stack, "outputs": dict(sorted(outputs.items())), "resources": resources}
    return json.dumps(content, indent=2) + "\n"


def inventory_markdown(stack: str, outputs: Mapping[str, str], items: Iterable[InventoryItem]) -> str:
    """Write the same for people, a table for each nested stack."""
    lines = [f"# {stack}", ""]
    if outputs:
        lines += ["| output | value |", "|---|---|"]
        lines += [f"| {key} | `{value}` |" for key, value in sorted(outputs.items())] + [""]
    groups: dict[str, list[InventoryItem]] = {}
    for item in items:
        groups.setdefault("/".join(item.path[:-1]), []).append(item)
    for name, inside in groups.items():
        lines += [f"## {name or 'root'}", "", "| resource | type | id | ARN |", "|---|---|---|---|"]
        for item in inside:
            arn = f"`{item.arn}`" if item.arn else ""
            lines.append(f"| {item.path[-1]} | {item.type} | `{item.id}` | {arn} |")
        lines.append("")
    return "\n".join(lines)
