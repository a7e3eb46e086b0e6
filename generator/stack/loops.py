"""Templates with their Fn::ForEach written out, as AWS::LanguageExtensions does it, where its collection is written.

Source: CloudFormation Template Reference, "Fn::ForEach", an excerpt read 2026-11: three parts, an identifier, a
collection and a fragment; ``${Identifier}`` and ``&{Identifier}`` are put into keys and values. That the latter leaves
letters and digits alone, and that a Ref of the identifier becomes its value, is from memory. A loop whose collection is
a parameter is left: only AWS writes it out.
"""

from __future__ import annotations

import re
from typing import Any

EXTENSIONS, LOOP = "AWS::LanguageExtensions", "Fn::ForEach::"
_MOST = 2_000
"""What loops make altogether before the rest is left alone; a template has at most 500 resources."""
_DEEPEST = 60


class NotExpanded(Exception):
    """A loop cannot be written out here."""


def written_out(template: dict[Any, Any]) -> dict[Any, Any]:
    """The same template with each loop written out whose collection is known; the same object where there is none."""
    declared = template.get("Transform")
    if EXTENSIONS not in (declared if isinstance(declared, list) else [declared]):
        return template
    mappings = template.get("Mappings")
    return _Loops(mappings if isinstance(mappings, dict) else {}).mapping(template, {}, 0)


class _Loops:
    def __init__(self, mappings: dict[Any, Any]) -> None:
        self.mappings = mappings
        self.made = 0

    def node(self, node: Any, names: dict[str, str], depth: int) -> Any:
        if depth > _DEEPEST:
            return node
        if isinstance(node, dict):
            if len(node) == 1 and isinstance(ref := node.get("Ref"), str) and ref in names:
                return names[ref]
            return self.mapping(node, names, depth + 1)
        if isinstance(node, list):
            inner = [self.node(each, names, depth + 1) for each in node]
            return node if all(a is b for a, b in zip(inner, node, strict=True)) else _like(node, inner)
        return _put(node, names) if isinstance(node, str) and names else node

    def mapping(self, node: dict[Any, Any], names: dict[str, str], depth: int) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        changed = False
        for key, inner in node.items():
            entries = {_put(key, names) if isinstance(key, str) else key: self.node(inner, names, depth)}
            if isinstance(key, str) and key.startswith(LOOP):
                try:
                    entries = self._loop(inner, names, depth)
                except NotExpanded:
                    entries = {key: inner}
            if entries.keys() & made.keys():
                return node
            made.update(entries)
            changed = changed or len(entries) != 1 or key not in entries or entries[key] is not inner
        return _like(node, made) if changed else node

    def _loop(self, written: Any, names: dict[str, str], depth: int) -> dict[Any, Any]:
        if not isinstance(written, list) or len(written) != 3 or depth > _DEEPEST:
            raise NotExpanded
        identifier, collection, fragment = written
        if not isinstance(identifier, str) or not isinstance(fragment, dict):
            raise NotExpanded
        made: dict[Any, Any] = {}
        for value in self._collection(collection, names):
            for name, body in self.mapping(fragment, {**names, str(identifier): value}, depth + 1).items():
                self.made += 1
                if name in made or self.made > _MOST:
                    raise NotExpanded
                made[name] = body
        return made

    def _collection(self, written: Any, names: dict[str, str]) -> list[str]:
        if isinstance(written, dict) and len(written) == 1 and isinstance(written.get("Fn::FindInMap"), list):
            keys = self.node(written["Fn::FindInMap"], names, 0)
            found: Any = self.mappings
            for key in keys[:3]:
                found = found.get(key) if isinstance(found, dict) and isinstance(key, str) else None
            written = found
        values = self.node(written, names, 0) if isinstance(written, list) else None
        if not isinstance(values, list) or not all(isinstance(each, str | int) for each in values):
            raise NotExpanded
        return [str(each) for each in values]


def _put(text: str, names: dict[str, str]) -> str:
    made = str(text)
    for name, value in names.items():
        made = made.replace("${" + name + "}", value).replace("&{" + name + "}", re.sub(r"[^A-Za-z0-9]", "", value))
    return text if made == text else _marked(made, text)


def _marked(made: str, written: object) -> Any:
    """A text with the place of what it was made of."""
    start = getattr(written, "start_mark", None)
    return made if start is None else _like(written, made)


def _like(node: Any, made: Any) -> Any:
    """What was made of a node that was decoded, at its place."""
    start = getattr(node, "start_mark", None)
    return made if start is None else type(node)(made, start, getattr(node, "end_mark", start))
