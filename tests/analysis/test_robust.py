"""Whatever is changed in a template, the analysis ends and does not fail: a crash is nobody's mistake but ours."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from cfnlint.decode import decode

from generator.analysis.shared import analysed as whole
from tests.checks.cases import put
from tests.rules.running import ROOT
from tests.rules.test_through_cfn_lint import HOSTILE

JUNK: list[Any] = [
    None,
    [],
    {},
    "",
    0,
    True,
    "x",
    ["a", {}],
    {"Ref": "Vpc"},
    {"Ref": "Nothing"},
    {"Fn::GetAtt": ["Vpc", "Arn"]},
    {"Fn::Sub": "${Vpc}-${AWS::Region}"},
    {"Fn::If": ["Nothing", 1, 2]},
    {"Fn::If": ["Open", {"Ref": "Vpc"}, {"Ref": "AWS::NoValue"}]},
    {"Fn::ImportValue": "there"},
    {"Fn::Select": [3, {"Ref": "Subnets"}]},
    {"Fn::Split": [",", {"Ref": "Open"}]},
]


def nodes(node: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every node."""
    found = [way] if way else []
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        found += nodes(value, (*way, key))
    return found


def changed(template: Any, way: tuple[Any, ...], value: Any, remove: bool) -> Any:
    result = copy.deepcopy(template)
    node = result
    for step in way[:-1]:
        node = node[step]
    if remove:
        del node[way[-1]]
    else:
        node[way[-1]] = value
    return result


def plain(path: Path) -> Any:
    template, matches = decode(str(path))
    assert not matches
    return json.loads(json.dumps(template))


@pytest.mark.parametrize("seed", range(8))
def test_a_changed_node_anywhere_crashes_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    cases = [tmp_path / name for name in ("ECS031-customer-key.good", "ECS010-endpoints-in-another-file.good")]
    for case in cases:
        put(case.name, case)
    folder = chance.choice([ROOT / "output/dev", *cases])
    templates = {path.name: plain(path) for path in folder.glob("*.yaml")}
    for name, template in templates.items():
        (tmp_path / name).write_text(json.dumps(template))
    for _ in range(12):
        name = chance.choice(sorted(templates))
        way = chance.choice(nodes(templates[name]))
        broken = changed(templates[name], way, chance.choice(JUNK), chance.random() < 0.3)
        broken.setdefault("Parameters", {})
        if isinstance(broken["Parameters"], dict):
            broken["Parameters"]["Open"] = {"Type": "String"}
            broken["Conditions"] = {"Open": {"Fn::Equals": [{"Ref": "Open"}, "yes"]}}
        (tmp_path / name).write_text(json.dumps(broken))
        assert whole(tmp_path / "root.yaml", project=tmp_path).crashes == ()
        (tmp_path / name).write_text(json.dumps(templates[name]))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_template_crashes_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(HOSTILE[name]))
    result = whole(path)
    assert result.crashes == ()
    assert [each for each in result.findings if each.rule[0] == "E" and each.rule != "ECS005"] == []
