"""The catalogue as data: complete, consistent, and each entry found by its own example."""

from __future__ import annotations

import re
from collections import Counter
from configparser import ConfigParser
from pathlib import Path

import yaml

from generator.catalogue import Entry, entries, match
from generator.checks.registry import checks
from tests.with_each import with_each

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / "generator" / "catalogue"
ENTRIES = {entry.id: entry for entry in entries()}


@with_each("entry", ENTRIES)
def test_example_matches_its_own_entry_and_no_other(entry: Entry) -> None:
    assert [found.id for found in match(entry.example)] == [entry.id]


def test_catalogue_is_complete() -> None:
    assert len(ENTRIES) == len(entries()) >= 260
    assert Counter(entry.lesson for entry in entries() if entry.lesson) >= Counter(
        {1: 7, 2: 1, 3: 12, 4: 2, 5: 5, 6: 4, 8: 7, 9: 4, 10: 3}
    )


def test_order_is_decided() -> None:
    priorities = [entry.priority for entry in entries()]
    assert priorities == sorted(set(priorities))


@with_each("entry", ENTRIES)
def test_entry_says_everything(entry: Entry) -> None:
    assert entry.causes
    assert entry.checks
    assert entry.source
    assert entry.confidence in {"documented", "observed", "inferred"}
    sentences = [*entry.causes, entry.fix, *(check.look_for for check in entry.checks)]
    assert [text for text in sentences if len(text) < 10 or text != " ".join(text.split())] == []
    assert [text for text in (*entry.causes, entry.fix) if not text.endswith((".", ")", "?", "`"))] == []


def test_rules_are_there() -> None:
    named = {rule for entry in entries() for rule in entry.rules}
    assert named - set(checks()) == set()
    assert {"ECS010", "ECS020", "ECS031", "ECS040", "ECS050", "ECS080", "ECS093", "ECS100"} <= named


def test_a_network_failure_lists_every_way_to_be_cut_off() -> None:
    ways = {"ECS040", "ECS041", "ECS050", "ECS061", "ECS100"}
    for name in ("rie-asm-network", "rie-ssm-network", "rie-ecr-auth-network", "rie-logs-network", "cpc-ecr-network"):
        assert ways <= set(ENTRIES[name].rules)


def test_every_check_is_defined_once_and_used() -> None:
    checks = yaml.safe_load((HOME / "checks.yaml").read_text())
    used = {
        name
        for file in (HOME / "entries").iterdir()
        for key, fields in yaml.safe_load(file.read_text()).items()
        if not key.startswith("x-")
        for name in fields["checks"]
    }
    assert used == checks.keys()
    calls = Counter(str((check["call"], check["args"])) for check in checks.values())
    assert [call for call, times in calls.items() if times > 1 and "change_set" not in call] == []


def test_account_ids_are_invented() -> None:
    for file in HOME.rglob("*.yaml"):
        assert set(re.findall(r"(?<![\d.a-f])\d{12}(?![\d.a-f])", file.read_text())) <= {"111122223333"}, file.name


def test_the_package_ships_every_file() -> None:
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    patterns = [each.strip() for each in settings["options.package_data"]["generator.catalogue"].split(",")]
    shipped = {path for pattern in patterns for path in HOME.glob(pattern)}
    assert shipped == {path for path in HOME.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
