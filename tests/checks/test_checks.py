"""Every check rejects its bad example and nothing else, accepts the good one, and says everything."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Formatter

import pytest

from generator import rules
from generator.analysis.shared import analysed
from generator.checks import registry
from generator.checks.examples import change
from generator.checks.registry import checks
from tests.checks.remedies import without_edit
from tests.rules.running import Match, cfn_lint, our_rules
from tests.with_each import with_each

IDS = sorted(checks())


Linted = Callable[[str], list[Match]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples are linted: with all that they nest."""
    folder = tmp_path_factory.mktemp("examples")
    for rule in checks().values():
        for name, text in rule.nested.items():
            (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def linted(folder: Path) -> Linted:
    """Have our rules lint one example after the other, and what is the same for several checks once."""
    return cache(lambda text: our_rules(_written(text, folder), folder=folder, options=["-c", "ICS"]))


@pytest.fixture(scope="module")
def linted_with_stock(folder: Path) -> Linted:
    """As ``linted``, with cfn-lint's own rules as well, which take nine tenths of the time."""
    return cache(lambda text: cfn_lint(_written(text, folder), folder=folder, options=["-c", "ICS"]))


def _written(text: str, folder: Path) -> str:
    path = folder / f"{sha256(text.encode()).hexdigest()}.yaml"
    if not path.exists():
        path.write_text(text)
    return path.name


def without_advice(matches: list[Match], rule: str) -> list[Match]:
    """Leave out advice of other rules, and of cfn-lint on every path in TemplateURL: examples are short."""
    return [each for each in matches if each.rule == rule or not each.rule.startswith(("ICS", "W3002"))]


@pytest.mark.parametrize("rule", IDS)
def test_bad_example_is_found_by_that_rule_alone(rule: str, linted: Linted, folder: Path) -> None:
    text = checks()[rule].rejected
    matches = without_advice(linted(text), rule)
    assert {each.rule for each in matches} == {rule}
    assert all(each.line > 1 and "; fix: " in each.message and "\n" not in each.message for each in matches)
    result = analysed(folder / _written(text, folder))
    with_remedy = [each for each in result.findings if each.rule == rule and each.remedy]
    assert without_edit(with_remedy, text) == []
    assert bool(with_remedy) == (checks()[rule].remedy is not None), "the example shows a wording with the remedy"


@pytest.mark.parametrize("rule", IDS)
def test_good_example_is_clean(rule: str, linted: Linted) -> None:
    assert without_advice(linted(checks()[rule].accepted), rule) == []


@with_each("rule", [each for each in IDS if isinstance(checks()[each].remedy, Mapping)])
def test_every_remedy_is_of_a_wording(rule: str) -> None:
    """One of a variant that there is not would be lost without a word."""
    change, remedy = checks()[rule].change, checks()[rule].remedy
    assert isinstance(change, Mapping)
    assert isinstance(remedy, Mapping)
    assert remedy.keys() <= change.keys()


@pytest.mark.slow
@pytest.mark.parametrize("rule", IDS)
def test_stock_cfn_lint_finds_nothing_in_either_example(rule: str, linted_with_stock: Linted) -> None:
    """What cfn-lint tells by itself needs no check of ours, and an example without a fault has none for it either."""
    rejected, accepted = (linted_with_stock(text) for text in (checks()[rule].rejected, checks()[rule].accepted))
    assert {each.rule for each in without_advice(rejected, rule)} == {rule}
    assert without_advice(accepted, rule) == []


@with_each("rule", IDS)
def test_check_says_everything(rule: str) -> None:
    check = checks()[rule]
    assert re.fullmatch(r"[EWI]CS\d{3}", check.id)
    assert int(check.id[3:5]) == check.lesson
    for text in (check.title, check.symptom, check.why, check.fix, check.rejected, check.accepted):
        assert text.strip()
    assert check.rejected != check.accepted
    assert change(check.rejected, check.accepted), "the difference is what is shown"


def test_cfn_lint_is_shown_one_class_a_check_and_no_other() -> None:
    shown = {each.id: each for each in vars(rules).values() if inspect.isclass(each)}
    assert shown.keys() == checks().keys()
    for check in checks().values():
        rule = shown[check.id]()
        assert (rule.shortdesc, rule.tags[0]) == (check.title, "ecs-proof")
        assert check.symptom in rule.description
        assert rule.source_url.endswith(f"#{check.id.lower()}")


def test_two_checks_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """cfn-lint would be shown one of them, and the other would find nothing there."""
    one, other = list(checks().values())[:2]
    alike = type(type(one).__name__, (type(other),), {})()
    monkeypatch.setattr(registry, "_every_check", lambda: iter([one, alike]))
    with pytest.raises(TypeError, match="share a name"):
        registry.checks.__wrapped__()


def test_file_is_named_like_its_class() -> None:
    for check in checks().values():
        words = re.sub(r"(?<!^)(?=[A-Z])", "_", type(check).__name__).lower()
        assert type(check).__module__.rpartition(".")[2] == words


@pytest.mark.parametrize("rule", [each for each in IDS if not each.startswith("E")])
def test_what_is_no_error_is_no_no_either(rule: str, tmp_path: Path) -> None:
    """`prove` exits with 1 for every no: a warning must not be one."""
    (tmp_path / "root.yaml").write_text(checks()[rule].rejected)
    result = analysed(tmp_path / "root.yaml", project=tmp_path)
    assert result.crashes == ()
    assert {cell.verdict.value for cell in result.cells} <= {"yes", "unknown"}


def _placeholders(template: str) -> set[str]:
    """The fields that a template names."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(template) if name is not None}


WORDED = [name for name, check in checks().items() if check.fault and "word" not in vars(type(check))]
"""Checks that fill the fields of their fault into their texts as they are."""


@with_each("rule", WORDED)
def test_every_wording_names_fields_of_the_fault(rule: str) -> None:
    """Otherwise a wording that no example shows is a crash for whoever meets it."""
    check = checks()[rule]
    assert check.fault is not None
    known = {field.name for field in fields(check.fault)} - {"steps", "tasks", "variant"} | {"task"}
    wordings = [words if isinstance(words, Mapping) else {"": words} for words in (check.message, check.change)]
    for words in wordings:
        for text in words.values():
            assert _placeholders(text) <= known, text
    for remedy in check.remedy.values() if isinstance(check.remedy, Mapping) else (check.remedy,):
        assert _placeholders(str(remedy).replace("'", "")) <= known, remedy
    by_variant = [set(words) for words in wordings if set(words) != {""}]
    assert all(variants == by_variant[0] for variants in by_variant)
    assert not by_variant or "variant" in {field.name for field in fields(check.fault)}
