"""The JSON Schema that editors use agrees with what the loader takes."""

from __future__ import annotations

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
