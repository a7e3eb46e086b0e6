"""Every setting shows an editor what it may say, and what it shows is taken by the schema and by the loader."""

from __future__ import annotations

import pytest

from generator.config.schema_examples import examples

from .command import MODULES
from .test_schema import SCHEMA, settings

jsonschema = pytest.importorskip("jsonschema", reason="comes with cfn-lint, which is not installed")


def test_every_setting_has_examples_that_the_schema_admits_wherever_it_stands() -> None:
    """Sections, those of environments and definitions too: an editor shows them where it offers the setting."""
    for place, each in settings(SCHEMA):
        assert each.get("examples"), place
        here = jsonschema.Draft202012Validator({**each, "$defs": SCHEMA["$defs"]})
        for value in each["examples"]:
            assert [error.message for error in here.iter_errors(value)] == [], (place, value)


def test_examples_of_sections_are_taken_by_the_loader() -> None:
    for name, module in MODULES.items():
        for value in SCHEMA["properties"][name]["examples"]:
            for section in value.values() if module.each else [value]:
                module.settings.model_validate(section)


def test_examples_of_settings_are_taken_by_the_loader() -> None:
    """One by one, beside the example of the section: a route needs a port."""
    beside = {"cpu": {"memory_mib": 4096}, "exec": {"read_only_root_filesystem": False}}
    for name, module in MODULES.items():
        part, (least,) = SCHEMA["properties"][name], SCHEMA["properties"][name]["examples"]
        if module.each:
            (part,), (least,) = part["patternProperties"].values(), least.values()
        for key, setting in part["properties"].items():
            for value in setting["examples"]:
                module.settings.model_validate(least | beside.get(key, {}) | {key: value})


def test_an_example_that_follows_from_a_form_is_no_default() -> None:
    assert examples({"type": "boolean", "default": True}, {}) == [False]
    assert examples({"enum": ["a", "b", "c"], "default": "b"}, {}) == ["a", "c"]
    inner = {"Size": {"properties": {"x": {"type": "boolean"}, "y": {"examples": [3]}}}}
    assert examples({"$ref": "#/$defs/Size"}, inner) == [{"y": 3}]
