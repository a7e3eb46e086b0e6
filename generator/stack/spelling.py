"""Keys that a type does not have: those that only another spelling of upper and lower case makes one of its properties.

CloudFormation refuses both, and cfn-lint says so (E3002). ``portMappings``, as the API of ECS writes it, is evidently
meant as ``PortMappings`` and read so, that the rest may be judged; a key that the schema does not have at all is left
as it is. Schemas are those that cfn-lint ships.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.stack.documents import mark

_DEEPEST = 40
_MOST = 20_000
_CHOICES = ("oneOf", "anyOf", "allOf")
_ATTRIBUTES = ("Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdateReplacePolicy")


@dataclass(frozen=True)
class Misspelt:
    """One key. ``meant`` is the property, empty where none is called so in whatever case."""

    written: str
    meant: str
    steps: tuple[str | int, ...]
    """To what holds the key, from the properties on."""
    line: int = 0
    column: int = 0

    def said_of(self, kind: str) -> str:
        """What is wrong with it in a resource of a type, as a clause."""
        if self.meant:
            return f"{self.written} is no property of {kind}: it is read as {self.meant}, but CloudFormation refuses it"
        return f"{self.written} is no property of {kind} that is known here, and CloudFormation refuses any other"


def mend(kind: str, body: dict[Any, Any]) -> tuple[dict[Any, Any], tuple[Misspelt, ...]]:
    """The body of a resource as it is meant, and the keys that are not; the same body where every key is right."""
    attributes = {name.lower(): name for name in _ATTRIBUTES}
    wrong = [key for key in body if isinstance(key, str) and attributes.get(key.lower(), key) != key]
    found = [_misspelt(key, attributes[key.lower()], ()) for key in wrong]
    mended = _renamed(body, {key: attributes[key.lower()] for key in wrong}) if wrong else body
    schema = _schema(kind)
    if schema is not None and isinstance(mended.get("Properties"), dict):
        reader = _Reader(schema)
        properties = reader.read(mended["Properties"], schema, ())
        found += reader.found
        if properties is not mended["Properties"]:
            mended = copy(mended) if mended is body else mended
            mended[next(key for key in mended if key == "Properties")] = properties
    return mended, tuple(found)


class _Reader:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema
        self.found: list[Misspelt] = []
        self.visited = 0
        self.fields: dict[int, dict[str, Any]] = {}

    def read(self, node: Any, place: Mapping[str, Any], steps: tuple[str | int, ...]) -> Any:
        """The node as it is meant; the same object where nothing in it is misspelt."""
        self.visited += 1
        if len(steps) > _DEEPEST or self.visited > _MOST:
            return node
        if isinstance(node, list):
            return self._list(node, [self._items(place)] * len(node), steps)
        if not isinstance(node, dict):
            return node
        match node:
            case {"Fn::If": [_, *branches] as written} if len(node) == 1:
                chosen = self._list(branches, [place] * len(branches), steps)
                if chosen is branches:
                    return node
                return _with(node, "Fn::If", _filled(written, [written[0], *chosen]))
        fields = self.fields.get(id(place))
        if fields is None:
            fields = self.fields[id(place)] = _fields(self.schema, place, 0)
        return self._mapping(node, fields, steps) if fields else node

    def _mapping(self, node: dict[Any, Any], fields: Mapping[str, Any], steps: tuple[str | int, ...]) -> Any:
        renamed: dict[str, str] = {}
        mended: dict[str, Any] = {}
        for key, inner in node.items():
            if not isinstance(key, str) or key.startswith("Fn::") or key == "Ref":
                continue
            name = key
            if key not in fields:
                name = next((field for field in fields if field.lower() == key.lower()), "")
                self.found.append(_misspelt(key, name, steps))
                if not name or name in node:
                    continue
                renamed[key] = name
            read = self.read(inner, fields[name], (*steps, str.__str__(name)))
            if read is not inner:
                mended[key] = read
        for key, value in mended.items():
            node = _with(node, key, value)
        return _renamed(node, renamed) if renamed else node

    def _list(self, node: list[Any], places: list[Mapping[str, Any]], steps: tuple[str | int, ...]) -> Any:
        read = [
            self.read(item, place, (*steps, index))
            for index, (item, place) in enumerate(zip(node, places, strict=True))
        ]
        return node if all(new is old for new, old in zip(read, node, strict=True)) else _filled(node, read)

    def _items(self, place: Mapping[str, Any]) -> Mapping[str, Any]:
        items = _target(self.schema, place).get("items")
        return items if isinstance(items, dict) else {}


def _fields(schema: Mapping[str, Any], place: Mapping[str, Any], depth: int) -> dict[str, Any]:
    """The properties that a mapping may have; none where it takes any."""
    target = _target(schema, place)
    if depth > _DEEPEST:
        return {}
    fields = dict(target["properties"]) if _is_closed(target) else {}
    for alternative in (each for key in _CHOICES for each in target.get(key, ()) if isinstance(each, dict)):
        fields |= _fields(schema, alternative, depth + 1)
    return fields


def _is_closed(target: Mapping[str, Any]) -> bool:
    return isinstance(target.get("properties"), dict) and target.get("additionalProperties") is False


def _target(schema: Mapping[str, Any], place: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a place of a schema refers to."""
    for _ in range(_DEEPEST):
        reference = place.get("$ref")
        if not isinstance(reference, str):
            break
        place = schema
        for step in reference.removeprefix("#/").split("/"):
            place = place.get(step, {})
    return place


def _misspelt(key: str, meant: str, steps: tuple[str | int, ...]) -> Misspelt:
    return Misspelt(str.__str__(key), meant, steps, *mark(key))


def _with(node: dict[Any, Any], key: str, value: Any) -> dict[Any, Any]:
    changed = copy(node)
    changed[key] = value
    return changed


def _filled(node: list[Any], items: list[Any]) -> list[Any]:
    changed = copy(node)
    changed[:] = items
    return changed


def _renamed(node: dict[Any, Any], names: Mapping[str, str]) -> dict[Any, Any]:
    """The mapping with other keys, which stand where those stood."""
    changed = copy(node)
    changed.clear()
    for key, value in node.items():
        changed[_placed_like(key, names[key]) if key in names else key] = value
    return changed


def _placed_like(key: Any, name: str) -> Any:
    marks = [getattr(key, which, None) for which in ("start_mark", "end_mark")]
    return type(key)(name, *marks) if all(marks) else name


@lru_cache(maxsize=512)
def _schema(kind: str) -> Mapping[str, Any] | None:
    """The schema of a type, None where there is none."""
    if not kind.startswith("AWS::"):
        return None
    # Read already when cfn-lint is who calls.
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError

    try:
        schema: Mapping[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema
    except ResourceNotFoundError:
        return None
    return schema
