"""docs/configuration.md: every setting of app.yaml, from the Settings that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.config import Module

_INTRODUCTION = """\
# Settings of app.yaml

Written by `python -m generator schema --format markdown` from the template modules; a test keeps it fresh.
A setting with a default may be left out. *dev* names the default of the dev profile where it differs.
`environments` lays settings over these, one environment each: mappings are merged, everything else is replaced,
and `null` removes.
"""


def markdown(schema: Mapping[str, Any], modules: Mapping[str, Module]) -> str:
    """Write the page from the JSON Schema of app.yaml."""
    properties: dict[str, Any] = schema["properties"]
    header = {key: value for key, value in properties.items() if key not in modules and key != "environments"}
    parts = [_INTRODUCTION, "## The app itself\n", *_table(header, schema, schema["required"], {})]
    for section in sorted(modules):
        module, settings = modules[section], properties[section]
        if module.each:
            settings = next(iter(settings["patternProperties"].values()))
        if settings.get("properties"):
            title = f"{section}.&lt;name&gt;" if module.each else section
            parts += [f"\n## {title}\n", _text(settings), ""]
            parts += _table(settings["properties"], schema, settings.get("required", []), module.dev)
            parts += _details(settings["properties"], schema, title)
    return "\n".join(parts) + "\n"


def _table(properties: Mapping[str, Any], schema: Any, required: list[str], dev: Mapping[str, Any]) -> Iterator[str]:
    yield "| setting | accepts | default | meaning |"
    yield "|---|---|---|---|"
    for name, field in properties.items():
        default = "**required**" if name in required else _value(field.get("default"))
        if name in dev:
            inner = dev[name]
            shown = [f"{key} `{value}`" for key, value in inner.items()] if isinstance(inner, dict) else [_value(inner)]
            default += f"; dev: {', '.join(shown)}"
        yield f"| `{name}` | {_accepts(field, schema)} | {default} | {_text(field) or _first(field, schema)} |"


def _details(properties: Mapping[str, Any], schema: Any, title: str) -> Iterator[str]:
    """A table for every mapping inside a section."""
    for name, field in properties.items():
        for model in _models(field, schema):
            yield f"\n### {title}.{name}\n"
            yield _text(model) + "\n"
            yield from _table(model["properties"], schema, model.get("required", []), {})


def _models(field: Any, schema: Any) -> Iterator[Any]:
    if "$ref" in field:
        yield schema["$defs"][field["$ref"].rsplit("/", 1)[-1]]
    for key in ("anyOf", "allOf"):
        for variant in field.get(key, []):
            yield from _models(variant, schema)
    for inner in (field.get("items"), _entries(field)):
        if isinstance(inner, dict):
            yield from _models(inner, schema)


def _entries(field: Any) -> Any:
    """What the values of a mapping are, whichever keys it takes."""
    return next(iter(field.get("patternProperties", {}).values()), None) or field.get("additionalProperties")


def _accepts(field: Any, schema: Any) -> str:
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if "anyOf" in field:
        return " or ".join(
            dict.fromkeys(_accepts(variant, schema) for variant in field["anyOf"] if variant.get("type") != "null")
        )
    if "$ref" in field:
        return "a mapping, see below"
    kind = field.get("type")
    if kind == "integer":
        low, high = field.get("minimum"), field.get("maximum")
        return f"{low} to {high}" if high is not None else "a whole number"
    if kind == "array":
        return f"a list of {_accepts(field['items'], schema)}"
    if kind == "object":
        inner = _entries(field)
        return f"a mapping to {_accepts(inner, schema)}" if isinstance(inner, dict) else "a mapping"
    return {"string": "text", "boolean": "`true` or `false`"}.get(str(kind), "anything")


def _value(value: Any) -> str:
    """Show a default; those of inner mappings stand in their own tables."""
    if isinstance(value, dict) and value:
        return "see below"
    if value is None or value in ("", [], {}) or value == ["", ""]:
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _first(field: Any, schema: Any) -> str:
    return next((_text(model) for model in _models(field, schema)), "")


def _text(field: Any) -> str:
    return " ".join(str(field.get("description", "")).split())
