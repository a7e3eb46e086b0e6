"""Environments: laid over the shared settings, over the defaults of their profile."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import steps
from generator.config import App
from generator.config.load import load
from generator.config.source import parse
from generator.config.tree import merge, plain
from generator.errors import InputError

from .command import BASE, MODULES, TEMPLATES, changed


def apps(folder: Path, text: str, *settings_: str) -> dict[str, App]:
    """Load a text of app.yaml and give its environments by name."""
    (folder / "app.yaml").write_text(text)
    return {each.app.environment: each.app for each in load(folder / "app.yaml", MODULES, settings=settings_)}


def test_mappings_merge_and_everything_else_replaces(tmp_path: Path) -> None:
    over = "dev: {network: {egress: nat}, services: {auth-service: {uses: [], scale: {max: 3}}}}"
    both = apps(tmp_path, changed("dev: {}", over).replace("    calls", "    uses: [database]\n    calls"))
    dev, prod = both["dev"], both["prod"]
    assert dev.sections["network"].egress == "nat"
    assert dev.sections["network"].cidr == "10.0.0.0/16"
    assert dev.services["auth-service"].uses == []
    assert dev.services["auth-service"].scale.max == 3
    assert prod.sections["network"].egress == "endpoints"
    assert prod.services["auth-service"].uses == ["database"]


def test_null_removes_what_is_shared(tmp_path: Path) -> None:
    over = "dev: {services: {task-service: null, auth-service: {route: , uses: ~, health: null}}, database: null}"
    both = apps(tmp_path, changed("dev: {}", over))
    assert list(both["dev"].services) == ["auth-service"]
    assert both["dev"].services["auth-service"].route is None
    assert "database" not in both["dev"].sections
    assert sorted(both["prod"].services) == ["auth-service", "task-service"]


@pytest.mark.parametrize("environment", ["dev", "qa: {profile: dev}", "prod"])
def test_null_in_the_shared_settings_is_refused_in_every_profile(tmp_path: Path, environment: str) -> None:
    text = BASE[: BASE.index("environments:")].replace("port: 3000", "port: 3000\n    cpu:", 1)
    name = environment.partition(":")[0]
    with pytest.raises(InputError, match=r"services\.auth-service\.cpu"):
        apps(tmp_path, f"{text}environments:\n  {environment if ':' in environment else f'{name}: {{}}'}\n")


def test_dev_is_cheap_and_prod_is_safe(tmp_path: Path) -> None:
    both = apps(tmp_path, BASE)
    dev, prod = both["dev"], both["prod"]
    assert (dev.profile, prod.profile) == ("dev", "prod")
    assert not dev.sections["database"].multi_az
    assert prod.sections["database"].multi_az
    assert prod.sections["database"].deletion_protection
    assert (dev.services["auth-service"].scale.min, prod.services["auth-service"].scale.min) == (1, 2)
    assert dev.services["auth-service"].spot
    assert not prod.services["auth-service"].spot
    assert not dev.sections["flow_log"].enabled
    assert prod.sections["flow_log"].enabled


def test_explicit_profile_wins_over_the_name(tmp_path: Path) -> None:
    text = BASE[: BASE.index("environments:")] + "load_balancer: {scheme: internal}\n"
    three = apps(tmp_path, text + "environments: {dev: {profile: prod}, qa: {profile: dev}, live: {}}\n")
    assert {name: app.profile for name, app in three.items()} == {"dev": "prod", "qa": "dev", "live": "prod"}
    assert {name: app.sections["database"].multi_az for name, app in three.items()} == {
        "dev": True,
        "qa": False,
        "live": True,
    }


def test_what_the_file_says_wins_over_the_profile(tmp_path: Path) -> None:
    text = BASE.replace("storage_gib: 20", "storage_gib: 20\n  multi_az: true").replace(
        "port: 3000", "port: 3000\n    scale: {min: 4}"
    )
    dev = apps(tmp_path, text)["dev"]
    assert dev.sections["database"].multi_az
    assert dev.services["auth-service"].scale.min == 4
    assert not dev.sections["database"].deletion_protection


def test_file_without_environments_has_one_called_dev(tmp_path: Path) -> None:
    (name,) = apps(tmp_path, BASE[: BASE.index("environments:")])
    assert name == "dev"


LEAF = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["a", "b", ""]) | st.lists(st.integers(0, 3))
TREE = st.recursive(LEAF, lambda each: st.dictionaries(st.sampled_from("xyz"), each, max_size=3), max_leaves=8)
MAPPING = st.dictionaries(st.sampled_from("xyz"), TREE, max_size=3)


def merged(base: Any, over: Any) -> Any:
    """Do by the book what merge does: the oracle."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    both = {key: merged(base.get(key), value) for key, value in over.items() if value is not None}
    return {key: value for key, value in base.items() if key not in over} | both


@settings(max_examples=60, deadline=None, derandomize=True)
@given(MAPPING, MAPPING)
def test_merge_is_what_the_book_says(base: dict[str, Any], over: dict[str, Any]) -> None:
    trees = [parse(yaml.safe_dump(each), "app.yaml") for each in (base, over)]
    assert plain(merge(*trees)) == merged(base, over)


def shuffled(node: Any, order: random.Random) -> Any:
    """The same data with the keys of every mapping in another order."""
    if isinstance(node, dict):
        keys = list(node)
        order.shuffle(keys)
        return {key: shuffled(node[key], order) for key in keys}
    return node


def texts(folder: Path, text: str) -> dict[str, dict[str, str]]:
    (folder / "app.yaml").write_text(text)
    return {each.folder: dict(each.texts) for each in steps.build(folder / "app.yaml", TEMPLATES)}


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_order_of_keys_changes_nothing(tmp_path_factory: pytest.TempPathFactory, order: random.Random) -> None:
    folder = tmp_path_factory.mktemp("order")
    text = yaml.safe_dump(shuffled(yaml.safe_load(BASE), order), sort_keys=False)
    assert texts(folder, text) == texts(folder, BASE)  # both are built here: no state may carry over
