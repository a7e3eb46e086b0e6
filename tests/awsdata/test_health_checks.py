"""Bounds of health checks stand in one place: app.yaml and the check of other templates follow it alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.awsdata import health_checks
from generator.config.health_settings import Health
from tests.one_app import container, faults

SETTINGS = {
    "Interval": "interval_seconds",
    "Timeout": "timeout_seconds",
    "Retries": "retries",
    "StartPeriod": "start_period_seconds",
}


def refused_in_app_yaml(values: dict[str, int]) -> set[object]:
    try:
        Health.model_validate(values)
    except ValidationError as error:
        return {problem["loc"][0] for problem in error.errors()}
    return set()


def accepted(folder: Path, key: str, number: int) -> tuple[bool, bool]:
    """Tell whether app.yaml takes a number, and whether it is let through in a template."""
    refused = refused_in_app_yaml({"interval_seconds": 300, "timeout_seconds": 2, SETTINGS[key]: number})
    found = faults(folder, lambda template: container(template)["HealthCheck"].update({key: number}))
    assert refused <= {SETTINGS[key]}
    assert {fault.rule for fault in found} <= {"ECS082"}
    return not refused, not found


@pytest.mark.parametrize("key", SETTINGS)
def test_both_follow_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    bounds = health_checks.bounds()
    changed = replace(bounds[key], least=bounds[key].least + 2, most=bounds[key].most - 2)
    for least, most in ((bounds[key].least, bounds[key].most), (changed.least, changed.most)):
        assert accepted(tmp_path, key, least) == accepted(tmp_path, key, most) == (True, True)
        assert accepted(tmp_path, key, least - 1) == accepted(tmp_path, key, most + 1) == (False, False)
        schema = Health.model_json_schema()["properties"][SETTINGS[key]]
        assert (schema["minimum"], schema["maximum"]) == (least, most)
        monkeypatch.setitem(vars(health_checks._BOUNDS), "entries", {**bounds, key: changed})
