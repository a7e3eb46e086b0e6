"""What would not be known of a template if nobody had looked at the repository that it is from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.awsdata.edge import placement
from generator.awsdata.usual import Usual
from generator.refusals.schema.looked_at import is_looked_at
from generator.refusals.schema.registry_schemas import schema
from generator.refusals.schema.seldom_set import is_of_a_tag
from tests.usual.table import table
from tests.usual.used import Set, together

Templates = dict[Path, tuple[Set, ...]]


def doubts(folder: Path, templates: Templates, path: Path) -> frozenset[str]:
    """Each type, property or text of a template that no other repository has."""
    known = _without(folder, path.relative_to(folder).parts[0], _Held(templates))
    return frozenset(
        " ".join(filter(None, (kind, way, text if usual is False else "")))
        for kind, way, text, _ in templates[path]
        if (usual := _is_usual(known, kind, way, text)) is not True and schema(kind)
    )


def _is_usual(known: dict[str, Usual], kind: str, way: str, text: str | None) -> bool | None:
    placed = placement(kind)
    if not way:
        return kind in known or (placed is not None and placed.placed != "harmless") or None
    return kind not in known or is_looked_at(kind, way) or is_of_a_tag(way) or known[kind].is_usual(way, text)


class _Held:
    """Templates as an argument that is the same each time."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@cache
def _without(folder: Path, repository: str, held: _Held) -> dict[str, Usual]:
    entries = table(together(folder, held.templates, without=repository))
    return {kind: Usual(source="here", seen="2026-11", **entry) for kind, entry in entries.items()}
