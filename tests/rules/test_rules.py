"""Every rule rejects its bad example and nothing else, accepts the good one, and is listed once."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import generator.rules as package
from generator.rules._all import rules
from generator.rules._rule import LessonRule
from generator.rules._whole import whole
from tests.rules.running import Match, cfn_lint, ours, stock

HOME = Path(package.__file__).parent
IDS = sorted(rules())


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Match]]:
    """Lint all examples in one run, and give the findings of one of them."""

    @cache
    def everything() -> list[Match]:
        folder = tmp_path_factory.mktemp("examples")
        for rule in rules().values():
            (folder / f"{rule.id}-bad.yaml").write_text(rule.bad)
            (folder / f"{rule.id}-good.yaml").write_text(rule.good)
        names = sorted(path.name for path in folder.iterdir())
        for rule in rules().values():
            for name, text in rule.beside.items():
                (folder / name).write_text(text)
        return cfn_lint(*names, folder=folder, options=["-c", "ICS"])

    return lambda name: [each for each in everything() if each.file == name]


def without_advice(matches: list[Match], rule: str) -> list[Match]:
    """Leave out advice of other rules, and of cfn-lint on every path in TemplateURL: examples are short."""
    return [each for each in matches if each.rule == rule or not each.rule.startswith(("ICS", "W3002"))]


@pytest.mark.parametrize("rule", IDS)
def test_bad_example_is_found_by_that_rule_alone(rule: str, linted: Callable[[str], list[Match]]) -> None:
    matches = without_advice(linted(f"{rule}-bad.yaml"), rule)
    assert {each.rule for each in matches} == {rule}
    assert all(each.line > 1 and "; fix: " in each.message and "\n" not in each.message for each in matches)


@pytest.mark.parametrize("rule", IDS)
def test_good_example_is_clean(rule: str, linted: Callable[[str], list[Match]]) -> None:
    matches = without_advice(linted(f"{rule}-good.yaml"), rule)
    assert ours(matches) == []
    assert stock(matches) == []


@pytest.mark.parametrize("rule", IDS)
def test_rule_says_everything(rule: str) -> None:
    found = rules()[rule]
    assert re.fullmatch(r"[EWI]CS\d{3}", found.id)
    assert int(found.id[3:5]) == found.lesson
    for name in ("title", "symptom", "why", "fix", "bad", "good"):
        assert getattr(found, name).strip(), name
    assert found.bad != found.good
    instance = found()
    assert (instance.shortdesc, instance.tags[0]) == (found.title, "ecs-proof")
    assert found.symptom in instance.description
    assert instance.source_url.endswith(f"#{rule.lower()}")


def test_list_of_rules_and_folder_agree() -> None:
    files = {path.stem for path in HOME.glob("[!_]*.py")}
    listed = {each.__module__.rpartition(".")[2] for each in rules().values()}
    assert listed == files
    assert len(rules()) == len(files), "one rule a file"


def test_package_shows_each_rule_under_one_name_and_no_other_class() -> None:
    shown = [each for name, each in vars(package).items() if inspect.isclass(each)]
    assert len(shown) == len(set(shown)) == len(rules())
    assert all(issubclass(each, LessonRule) and each.id for each in shown)
    assert sorted(package.__all__) == sorted(each.__name__ for each in shown)


def test_every_id_that_is_reported_is_a_rule_and_the_reverse() -> None:
    code = [path for path in HOME.parent.rglob("*.py") if path.parent.name != "catalogue"]
    # The id that a rule gives itself is no report.
    texts = (re.sub(r"^    id = .*$", "", path.read_text(), flags=re.MULTILINE) for path in code)
    reported = {each for text in texts for each in re.findall(r'"([EWI]CS\d{3})"', text)}
    assert reported == set(rules())


def test_file_is_named_like_its_class() -> None:
    for rule in rules().values():
        words = re.sub(r"(?<!^)(?=[A-Z])", "_", rule.__name__).lower()
        assert rule.__module__.rpartition(".")[2] == words


def test_every_mistake_that_the_proof_can_name_has_a_rule() -> None:
    sources = [path.read_text() for path in (HOME.parent / "proof").rglob("*.py")]
    named = {found for source in sources for found in re.findall(r'"([EWI]CS\d{3})"', source)}
    assert named - rules().keys() == set()
    assert len(named) > 10


@pytest.mark.parametrize("rule", [each for each in IDS if not each.startswith("E")])
def test_what_is_no_error_is_no_no_either(rule: str, tmp_path: Path) -> None:
    """`prove` exits with 1 for every no: a warning must not be one."""
    (tmp_path / "root.yaml").write_text(rules()[rule].bad)
    result = whole(tmp_path / "root.yaml", project=tmp_path)
    assert result.crashes == ()
    assert {cell.verdict.value for cell in result.cells} <= {"yes", "unknown"}
