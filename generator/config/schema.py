"""JSON Schema of app.yaml, from the Settings of the template modules that are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.config.app import Module
from generator.config.header import NAME, Header


def schema(modules: Mapping[str, Module]) -> dict[str, Any]:
    """The schema; an environment takes the same settings, none of them required."""
    definitions: dict[str, Any] = {}
    header = _model(Header, definitions)
    properties = dict(header["properties"])
    for section, module in sorted(modules.items()):
        settings = _model(module.settings, definitions)
        if module.each:
            settings = {
                "type": "object",
                "patternProperties": {f"^{NAME.pattern}$": settings},
                "additionalProperties": False,
            }
        properties[section] = settings
    part = {"type": "object", "properties": properties, "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "app.yaml",
        **part,
        "properties": {
            **properties,
            "environments": {"type": "object", "additionalProperties": {"anyOf": [_optional(part), {"type": "null"}]}},
        },
        "required": ["name", "region", "services"],
        "$defs": definitions | {f"{name}Part": _optional(definition) for name, definition in definitions.items()},
    }


def _model(model: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    settings: dict[str, Any] = model.model_json_schema(ref_template="#/$defs/{model}")
    definitions.update(settings.pop("$defs", {}))
    return settings


def _optional(part: Any) -> Any:
    """The same schema with nothing required, and every setting removable by null."""
    if isinstance(part, list):
        return [_optional(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    result = {key: _optional(value) for key, value in part.items() if key != "required"}
    if "$ref" in result:
        result["$ref"] = f"{part['$ref']}Part"
    for kind in ("properties", "patternProperties"):
        if isinstance(result.get(kind), dict):
            result[kind] = {name: _removable(setting) for name, setting in result[kind].items()}
    if isinstance(result.get("additionalProperties"), dict):
        result["additionalProperties"] = _removable(result["additionalProperties"])
    return result


def _removable(part: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [part, {"type": "null"}]}
