"""Examples of settings that have none of their own, for editors: what follows from their form and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CALLED = "web"
"""What the one thing of a kind is called, where names are free."""
_ENOUGH = 2


def shown(part: Any, definitions: Mapping[str, Any]) -> Any:
    """The same schema, in which every setting has examples; those that are written stay as they are."""
    if isinstance(part, list):
        return [shown(entry, definitions) for entry in part]
    if not isinstance(part, dict):
        return part
    inner = {key: value if key in ("examples", "default") else shown(value, definitions) for key, value in part.items()}
    if isinstance(properties := part.get("properties"), dict):
        told = {name: {"examples": examples(setting, definitions)} for name, setting in properties.items()}
        inner["properties"] = {name: setting | told[name] for name, setting in inner["properties"].items()}
    return inner


def examples(setting: Mapping[str, Any], definitions: Mapping[str, Any]) -> list[Any]:
    """Its own, or other values than its default that its form admits, or a section with a few of its settings."""
    if "examples" in setting:
        return list(setting["examples"])
    default = setting.get("default")
    if "enum" in setting:
        return [value for value in setting["enum"] if value != default][:_ENOUGH]
    if setting.get("type") == "boolean":
        return [not default]
    if "$ref" in setting:
        return examples(definitions[setting["$ref"].rsplit("/", 1)[-1]], definitions)
    if "patternProperties" in setting:
        (each,) = setting["patternProperties"].values()
        return [{_CALLED: examples(each, definitions)[0]}]
    if "properties" in setting:
        return [_section(setting, definitions)]
    return [] if default is None else [default]


def _section(section: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """What is required, and the first settings whose examples somebody chose."""
    settings, required = section["properties"], section.get("required", ())
    chosen = [name for name, each in settings.items() if name in required or "examples" in each][:_ENOUGH]
    names = dict.fromkeys([*required, *(chosen or list(settings)[:1])])
    return {name: examples(settings[name], definitions)[0] for name in names}
