"""Whatever valid app.yaml says, it builds, wires up, and means the same in any order of its keys."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from generator.build import steps
from generator.build.steps import Built
from generator.config import InputError, logical_id
from generator.lint import lint_all
from tests.apps import NAMES, apps
from tests.compose.test_wiring import loose_ends, more_than_scalars
from tests.effort import tries
from tests.gallery import EXAMPLES, ROOT, TEMPLATES
from tests.nested import Whole
from tests.test_examples import doubled
from tests.test_order import late


def build(app: dict[str, Any]) -> list[Built]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "app.yaml"
        path.write_text(json.dumps(app))  # which is YAML, without anchors for what appears twice
        return steps.build(path, TEMPLATES)


def build_or_meet(app: dict[str, Any]) -> list[Built]:
    """Build; nothing may be refused but two routes that fall on one priority, which says what to write."""
    try:
        return build(app)
    except InputError as error:
        if all("the same rule priority" in problem.what for problem in error.problems):
            return []
        raise


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same data with the keys of every mapping in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(inner, chance)) for key, inner in value.items()]
        chance.shuffle(items)
        return dict(items)
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@settings(PATIENT, max_examples=tries(30))
@given(apps())
def test_every_valid_app_builds_and_wires_up(app: dict[str, Any]) -> None:
    for built in build_or_meet(app):
        whole = Whole(built.composition.bodies)
        if built.folder != "registry":
            assert [*loose_ends(whole), *more_than_scalars(whole), *late(whole), *doubled(built)] == []
        TopologicalSorter(whole.graph).prepare()


@settings(PATIENT, max_examples=tries(10))
@given(apps(), st.integers(0, 2**16))
def test_order_of_keys_changes_no_byte(app: dict[str, Any], seed: int) -> None:
    one, other = build_or_meet(app), build_or_meet(shuffled(app, random.Random(seed)))
    assert [(each.folder, each.texts) for each in one] == [(each.folder, each.texts) for each in other]


@settings(PATIENT, max_examples=tries(10))
@given(apps(), NAMES)
def test_another_service_changes_no_service(app: dict[str, Any], name: str) -> None:
    """Nothing about a service comes from its position: one more neighbour leaves its template as it was."""
    assume(logical_id(name) not in map(logical_id, app["services"]))
    grown = app | {"services": {**app["services"], name: {"image": "new:v1"}}}
    before, after = build_or_meet(app), build_or_meet(grown)
    for one, other in zip(before, after, strict=True):
        for service in app["services"]:
            if one.folder != "registry":
                assert one.texts[f"{service}.yaml"] == other.texts[f"{service}.yaml"]


@pytest.mark.slow
def test_a_sample_is_lint_clean(rules_are_read: None) -> None:
    drawn: list[dict[str, Any]] = []

    @settings(PATIENT, max_examples=3, phases=[Phase.generate])
    @given(apps())
    def draw(app: dict[str, Any]) -> None:
        drawn.append(app)

    draw()
    built = [each for app in drawn for each in build_or_meet(app)]
    wholes = [(each.texts, each.composition.bodies, each.composition.app.region) for each in built]
    verdicts = lint_all(wholes, cache=None)
    assert [str(finding) for findings in verdicts for finding in findings] == []


@pytest.mark.slow
def test_hash_seed_changes_no_byte(tmp_path: Path) -> None:
    """With every seed that tests run under, output/ is what is committed; this is the example that has all there is."""
    config = EXAMPLES / "everything" / "app.yaml"
    made = []
    for seed in ("0", "1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "generator", "build", "--no-lint", "--config", str(config)]
        command += ["--templates", str(TEMPLATES), "--output", str(out)]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
        made.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*.*")})
    assert len(made[0]) > 50
    assert made[0] == made[1] == made[2]
