"""JSON Schema of app.yaml, from the Settings of the template modules that are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.config.app import Module
from generator.config.header import NAME, REGISTRY, Header
from generator.config.schema_examples import shown

_ENVIRONMENTS = (
    "What differs between environments, by their names. Settings of one are laid over those above: mappings merge, "
    "everything else is replaced, and null removes. Without any there is one, called dev."
)


def schema(modules: Mapping[str, Module]) -> dict[str, Any]:
    """The schema; an environment takes the same settings, none of them required."""
    definitions: dict[str, Any] = {}
    header = _model(Header, definitions)
    properties = dict(header["properties"])
    for section, module in sorted(modules.items()):
        settings = _model(module.settings, definitions)
        if module.each:
            settings = {
                "description": f"By name: {' '.join(settings['description'].split())}",
                "type": "object",
                "patternProperties": {f"^{NAME.pattern}$": settings},
                "additionalProperties": False,
            }
        properties[section] = settings
    definitions = {name: shown(definition, definitions) for name, definition in definitions.items()}
    properties = shown({"properties": properties}, definitions)["properties"]
    part = {"type": "object", "properties": properties, "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "app.yaml",
        **part,
        "properties": {
            **properties,
            "environments": {
                "description": _ENVIRONMENTS,
                "type": "object",
                "examples": [{"dev": {}, "prod": {}}],
                "propertyNames": {"pattern": f"^{NAME.pattern}$", "maxLength": 16, "not": {"const": REGISTRY}},
                "additionalProperties": {"anyOf": [_optional(part, definitions), {"type": "null"}]},
            },
        },
        "required": ["name", "region", "services"],
        "$defs": definitions | {f"{name}Part": _optional(part, definitions) for name, part in definitions.items()},
    }


def _model(model: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    settings: dict[str, Any] = model.model_json_schema(ref_template="#/$defs/{model}")
    inner = settings.pop("$defs", {})
    definitions.update({name: _closed(definition) for name, definition in inner.items()})
    closed: dict[str, Any] = _closed(settings)
    return closed


def _closed(part: Any) -> Any:
    """The same schema, whose mappings take no key that none of their patterns admits, as the loader does not."""
    if isinstance(part, list):
        return [_closed(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    shut = {"additionalProperties": False} if "patternProperties" in part else {}
    return {key: _closed(value) for key, value in part.items()} | shut


def _optional(part: Any, definitions: Mapping[str, Any]) -> Any:
    """The same schema with nothing required, and every setting removable by null."""
    if isinstance(part, list):
        return [_optional(entry, definitions) for entry in part]
    if not isinstance(part, dict):
        return part
    result = {key: _optional(value, definitions) for key, value in part.items() if key not in ("required", "default")}
    if "$ref" in result:
        result["$ref"] = f"{part['$ref']}Part"
    for kind in ("properties", "patternProperties"):
        if isinstance(result.get(kind), dict):
            given = part[kind]
            result[kind] = {
                name: _removable(setting, _said(given[name], definitions)) for name, setting in result[kind].items()
            }
    if isinstance(result.get("additionalProperties"), dict):
        result["additionalProperties"] = _removable(result["additionalProperties"], "")
    return result


def _removable(part: dict[str, Any], said: str) -> dict[str, Any]:
    """A setting that null takes away; what it means stands outside of the choice, where editors look for it."""
    outside = ({"description": said} if said else {}) | {key: part[key] for key in ("examples",) if key in part}
    return outside | {"anyOf": [{key: value for key, value in part.items() if key not in outside}, {"type": "null"}]}


def _said(part: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """What a setting means: its own words, else those of the mapping that it refers to."""
    named = str(part.get("$ref", "")).rsplit("/", 1)[-1]
    return str(part.get("description") or definitions.get(named, {}).get("description", ""))
