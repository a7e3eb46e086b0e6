"""Values that do not fit the registry schema of their type: CloudFormation, or the service behind it, refuses them.

Only what is written out is held against it, and read as CloudFormation reads it: a number may stand as text, and text
as a number. Source: CloudFormation CLI User Guide, "Resource type schema"; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.refusals.schema.registry_schemas import referred, schema
from generator.refusals.schema.texts_that_fit import bounds, of_text
from generator.stack import Absent, Call, Choice, Listing, Literal, Mapping, Resource, Unknown, Value

_DEEPEST = 12
_TAKEN = {"AWS::ECS::TaskDefinition": ("ContainerDefinitions.PortMappings.Protocol",)}
"""What is taken in other words too, by type: ECS reads http as tcp, as many of AWS's own samples write it."""


def misfits(resource: Resource) -> Iterator[str]:
    """Say what of a resource does not fit: each with the way to the property, without its resource."""
    known = schema(resource.type)
    if known:
        yield from _Schema(known, _TAKEN.get(resource.type, ())).of(resource.get(), known, "")


@dataclass(frozen=True)
class _Schema:
    root: dict[str, Any]
    taken: tuple[str, ...] = ()

    def of(self, value: Value, wanted: dict[str, Any], way: str, depth: int = 0) -> Iterator[str]:
        """What of a value does not fit a part of the schema; an open value, or one chosen by a condition, does."""
        wanted = referred(self.root, wanted)
        kinds = wanted.get("type", "object" if "properties" in wanted else ())
        kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
        if way in self.taken or depth > _DEEPEST or not kinds or any(key in wanted for key in ("anyOf", "oneOf")):
            return
        match value:
            case Literal(text) if text and not text.startswith("{{resolve:"):
                yield from of_text(text, wanted, kinds, way)
            case Literal("") if kinds in (("integer",), ("number",)):
                yield f"{way} is empty, and a number is taken"
            case Listing(items):
                if "array" not in kinds:
                    if _is_plain(kinds) or "properties" in wanted:
                        yield f"{way} takes no list"
                    return
                if len(items) > wanted.get("maxItems", len(items)) or (
                    len(items) < wanted.get("minItems", 0) and not any(_is_open(item) for item in items)
                ):
                    yield f"{way} has {len(items)} entries, and {bounds(wanted, 'minItems', 'maxItems')} are taken"
                for item in items:
                    yield from self.of(item, wanted.get("items", {}), way, depth + 1)
            case Call("ssm") if kinds == ("array",):
                yield f"{way} takes a list, and a parameter of AWS::SSM::Parameter::Value<String> is no list"
            case Mapping():
                yield from self._of_mapping(value, wanted, kinds, way, depth)

    def _of_mapping(
        self, value: Mapping, wanted: dict[str, Any], kinds: tuple[str, ...], way: str, depth: int
    ) -> Iterator[str]:
        if "object" not in kinds:
            if "array" in kinds:  # CloudFormation makes a list of one.
                yield from self.of(value, wanted.get("items", {}), way, depth + 1)
            else:
                yield f"{way} takes no mapping"
            return
        known = wanted.get("properties", {})
        entries = {name: inner for name, inner in value.entries if not isinstance(inner, Absent)}
        cases = {name.lower() for name in known}
        for name, inner in entries.items():
            inside = f"{way}.{name}" if way else name
            if name in known:
                yield from self.of(inner, known[name], inside, depth + 1)
            elif known and name.lower() not in cases and _is_closed(wanted):
                yield f"{inside} is no property on record"
        if value.rest is None:
            written = {name.lower() for name in entries}
            at = f" of {way}" if way else ""
            for name in wanted.get("required", ()):
                if name.lower() not in written:
                    yield f"{name}{at} is required, and missing"
            either = wanted.get("requiredXor", ())
            chosen = any(isinstance(entries.get(name), Choice) for name in either)
            if either and not chosen and sum(name in entries for name in either) != 1:
                yield f"just one of {', '.join(either)}{at} is taken"


def _is_closed(wanted: dict[str, Any]) -> bool:
    return wanted.get("additionalProperties") is False and not wanted.get("patternProperties")


def _is_plain(kinds: tuple[str, ...]) -> bool:
    return bool(kinds) and set(kinds) <= {"string", "integer", "number", "boolean"}


def _is_open(value: Value) -> bool:
    return isinstance(value, Choice | Unknown)
