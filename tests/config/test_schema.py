"""The JSON Schema that editors use agrees with what the loader takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from generator.config.schema import schema

from .command import BASE, MODULES, ROOT, changed

jsonschema = pytest.importorskip("jsonschema", reason="comes with cfn-lint, which is not installed")

SCHEMA = schema(MODULES)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def complaints(data: Any) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_schema_accepts_the_app_of_this_repository() -> None:
    assert complaints(yaml.safe_load((ROOT / "app.yaml").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dev: {}", "dev: "),
        ("dev: {}", "dev: {services: {task-service: null, auth-service: {route: null}}}"),
        ("dev: {}", "dev: {services: {auth-service: {environment: {A: null}}}, tags: {team: null}}"),
        ("dev: {}", "dev: {services: {auth-service: {scale: {max: 3}}}}"),
        ("dev: {}", "dev: {database: null, profile: prod}"),
        ("availability_zones: 2", "availability_zones: [us-east-1a, us-east-1b]"),
        ("path: /auth/*", "path: [/auth/*, /login]"),
        ("probe: node", "probe: [CMD, /bin/check]"),
        ("port: 3000", "port: 3000\n    environment: {COUNT: 5, NAME: five}"),
        ("port: 3000", "port: 3000\n    secrets: {A: /shop/a, B: {generate: 32}}"),
    ],
)
def test_schema_accepts_what_the_loader_takes(old: str, new: str) -> None:
    assert complaints(yaml.safe_load(changed(old, new))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: shop\n", ""),
        ("port: 3000", "prot: 3000"),
        ("port: 3000", "port: 99999"),
        ("port: 3000", 'port: "3000"'),
        ("  auth-service:", "  Auth_Service:"),
        ("egress: endpoints", "egress: none"),
        ("dev: {}", "dev: {netwrok: {}}"),
        ("dev: {}", "dev: 5"),
    ],
)
def test_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    assert complaints(yaml.safe_load(changed(old, new)))


@pytest.mark.parametrize("section", sorted(MODULES))
def test_schema_accepts_every_default(section: str) -> None:
    module = MODULES[section]
    required = {"image": "web:v1"} if module.each else {}
    defaults = module.settings.model_validate(required).model_dump(mode="json", exclude_none=True)
    data = yaml.safe_load(BASE)
    data[section] = {"web": defaults} if module.each else defaults
    assert complaints(data) == []


def of(setting: dict[str, Any]) -> str:
    """The name of the definition that a setting refers to."""
    return str(setting.get("$ref", "")).rsplit("/", 1)[-1]


@pytest.mark.parametrize("section", sorted(MODULES))
def test_every_setting_says_what_it_is(section: str) -> None:
    part = SCHEMA["properties"][section]
    for each in part.get("patternProperties", {"": part}).values():
        assert each["description"]
        settings = {
            name: {**SCHEMA["$defs"].get(of(setting), {}), **setting} for name, setting in each["properties"].items()
        }
        assert [name for name, setting in settings.items() if not setting.get("description")] == []


def settings(part: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every setting at any depth of a schema, by its place; definitions too."""
    if isinstance(part, list):
        for entry in part:
            yield from settings(entry, path)
    elif isinstance(part, dict):
        for name, setting in part.get("properties", {}).items():
            yield ".".join((*path, name)), setting
        for key, value in part.items():
            yield from settings(value, path if key == "properties" else (*path, key))


def test_no_setting_is_bare_at_any_depth() -> None:
    """In environments and definitions too, where editors look for words."""
    every = dict(settings(SCHEMA))
    assert len(every) > 200
    assert [place for place, setting in every.items() if not setting.get("description")] == []


def of_itself(setting: dict[str, Any]) -> bool:
    """Whether a setting is a value, and not a section with settings of its own."""
    return "properties" not in setting and "patternProperties" not in setting and "$ref" not in setting


LEAVES = {
    place: setting
    for place, setting in settings({key: part for key, part in SCHEMA.items() if key != "$defs"})
    if "environments" not in place and of_itself(setting)
} | {
    f"{name}.{place}": setting
    for name, definition in SCHEMA["$defs"].items()
    if not name.endswith("Part")
    for place, setting in settings(definition)
    if of_itself(setting)
}


def test_every_value_has_a_default_or_an_example() -> None:
    said = {
        place for place, each in LEAVES.items() if each.get("default") not in (None, [], {}) or each.get("examples")
    }
    assert sorted(LEAVES.keys() - said) == []


def test_every_text_says_its_form() -> None:
    """By a pattern, a list of values, or at least an end."""
    texts = {place: each for place, each in LEAVES.items() if each.get("type") == "string"}
    assert len(texts) > 15
    assert [place for place, each in texts.items() if not {"pattern", "enum", "const", "maxLength"} & each.keys()] == []


def test_examples_and_defaults_are_of_the_form() -> None:
    for place, each in LEAVES.items():
        here = jsonschema.Draft202012Validator({**each, "$defs": SCHEMA["$defs"]})
        for value in [*each.get("examples", []), *([each["default"]] if "default" in each else [])]:
            assert [error.message for error in here.iter_errors(value)] == [], (place, value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: shop", "name: Shop_1"),
        ("port: 3000", "port: 3000\n    user: nobody"),
        ("port: 3000", "port: 3000\n    environment: {A-B: text}"),
        ("port: 3000", "port: 3000\n    log_retention_days: 8"),
        ("port: 3000", "port: 3000\n    permissions: [{actions: [all], resources: ['arn:aws:sqs:us-east-1::a']}]"),
        ("dev: {}", "registry: {}"),
        ("dev: {}", "dev: {services: {auth-service: {image: web:v1, user: nobody}}}"),
    ],
)
def test_forms_are_told_to_editors(old: str, new: str) -> None:
    assert complaints(yaml.safe_load(changed(old, new)))


def test_sections_without_words_are_found() -> None:
    """The search sees what it has to: a setting without words, wherever it stands."""
    planted = {"properties": {"a": {"anyOf": [{"properties": {"b": {"type": "string"}}}], "description": "words"}}}
    assert [place for place, setting in settings(planted) if not setting.get("description")] == ["a.anyOf.b"]


def patterns(part: Any) -> Iterator[str]:
    if isinstance(part, list | tuple):
        for entry in part:
            yield from patterns(entry)
    elif isinstance(part, dict):
        yield from ([part["pattern"]] if isinstance(part.get("pattern"), str) else [])
        yield from (key for key in part.get("patternProperties", {}))
        for value in part.values():
            yield from patterns(value)


def test_patterns_are_those_of_javascript() -> None:
    """Editors read them, and ECMA-262 has no named groups of Python, no flags in a group, and no \\A and \\Z."""
    every = set(patterns(SCHEMA))
    assert len(every) > 10
    assert [each for each in every if re.search(r"\(\?(P|[aiLmsux-]+[:)])|\\[AZ]", each)] == []
    username = SCHEMA["properties"]["database"]["properties"]["username"]["pattern"]
    assert [bool(re.search(username, name)) for name in ("dbadmin", "PostGres", "admins")] == [True, False, True]
