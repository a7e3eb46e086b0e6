"""The guides: what they name is there, their commands are understood, and nothing that is known is left out."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from generator.__main__ import _parser, main
from generator.awsdata.clients import every_client
from generator.awsdata.services import Purpose, actions, endpoint_names
from generator.catalogue import entries
from generator.checks.registry import checks
from generator.report.guides.egress import egress
from generator.report.guides.pages import filled_in, guides
from generator.report.guides.symptoms import GROUPS, group_of
from generator.report.guides.table import prose
from tests.test_docs import blocks
from tests.with_each import with_each

ROOT = Path(__file__).parents[2]
TEXTS = guides()
COMMANDS = sorted(
    {
        line.split(" #")[0].strip()
        for name in TEXTS
        for block in re.findall(r"^ *```sh\n(.*?)^ *```", TEXTS[name], re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    }
)


def test_there_are_all_that_lessons_promise() -> None:
    promised = "vpc-endpoints security-groups iam health-checks database-tls service-discovery endpoints-or-nat"
    assert set(TEXTS) == {f"guides/{name}.md" for name in (*promised.split(), "troubleshooting")}


def test_no_table_is_left_to_be_filled_in() -> None:
    assert [name for name, text in TEXTS.items() if "{{" in text] == []


@with_each("name", list(TEXTS))
def test_every_guide_says_what_is_checked_and_what_is_not(name: str) -> None:
    last = TEXTS[name].partition("\n## What is checked\n")[2]
    assert "**Not checked**: " in last
    assert name == "guides/troubleshooting.md" or re.search(r"\]\(\.\./rules/\w+\.md#", last)


def test_every_check_of_the_lessons_is_in_a_guide() -> None:
    every = "\n".join(TEXTS.values())
    of_lessons = [check.id for check in checks().values() if 1 <= check.lesson <= 10]
    assert [check for check in of_lessons if f"[{check}](../rules/" not in every] == []


def test_a_check_that_is_none_is_not_written() -> None:
    for text in ("as ECS999 says", "{{checks 7}}", "{{checks ECS999}}", "{{symptoms nothing}}", "{{nothing}}"):
        with pytest.raises(KeyError):
            filled_in(text)
    assert filled_in("`ECS999`\n\n```sh\nexplain ECS998\n```\n") == "`ECS999`\n\n```sh\nexplain ECS998\n```\n"


def headings(document: Path) -> set[str]:
    """The anchors of a page as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@with_each("name", list(TEXTS))
def test_links_lead_to_headings_that_are_there(name: str) -> None:
    page = ROOT / "docs" / name
    for target, anchor in re.findall(r"\]\(([^)#]*)#([^)]+)\)", TEXTS[name]):
        assert anchor in headings((page.parent / target).resolve() if target else page), f"{target}#{anchor}"


@with_each("name", list(TEXTS))
def test_files_that_are_named_are_there(name: str) -> None:
    for path in re.findall(r"`((?:generator|docs|templates|tests|scripts)/[\w/.-]+)`", TEXTS[name]):
        assert (ROOT / path).exists(), path


def test_every_entry_that_a_lesson_teaches_is_in_troubleshooting_and_every_other_too() -> None:
    text = TEXTS["guides/troubleshooting.md"]
    tables = text.partition("\n## Tasks stop")[2]
    sections, lines = re.findall(r"^### ([\w-]+)$", text, re.M), re.findall(r"^\| `([\w-]+)` \|", tables, re.M)
    assert Counter(sections) == Counter(entry.id for entry in entries() if entry.lesson)
    assert Counter(lines) == Counter(entry.id for entry in entries() if not entry.lesson)
    assert {group_of(entry) for entry in entries()} == set(GROUPS)


def test_every_section_says_what_to_look_at_why_and_what_to_change() -> None:
    sections = re.split(r"^### ", TEXTS["guides/troubleshooting.md"], flags=re.MULTILINE)[1:]
    for section in (each for each in sections if not each.startswith("Also seen")):
        order = [section.find(part) for part in ("\n> `", "\nLook:\n\n```sh\naws ", "\n1. ", "\nFix: ")]
        assert -1 not in order, section
        assert order == sorted(order), section


def test_nothing_that_is_known_is_left_out() -> None:
    roles, tls, ways = (TEXTS[f"guides/{name}.md"] for name in ("iam", "database-tls", "vpc-endpoints"))
    asked = [action for purpose in get_args(Purpose) for action in actions(purpose)]
    assert [action for action in asked if f"`{action}`" not in roles] == []
    assert [name for name in every_client() if f"| `{name}` |" not in tls] == []
    assert [name for name in endpoint_names().values() if f"us-east-1.{name}`" not in ways] == []


def test_probes_are_those_of_the_output() -> None:
    """What the guide shows of Node.js is what `build` wrote for the app of this repository, but for the path."""
    (shown,) = (json.loads(block) for block in blocks("docs/guides/health-checks.md", "json") if '"node"' in block)
    written = (ROOT / "output/prod/auth-service.yaml").read_text()
    assert shown[3].replace("/health", "/auth/health") in written.replace("''", "'")


def test_arithmetic_is_that_of_the_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert main(["cost", str(ROOT / "output/prod/root.yaml"), "--format", "json"]) == 0
    (bill,) = json.loads(capsys.readouterr().out)["environments"].values()
    ours = egress(4, 2, 1)
    assert (ours.endpoints, ours.nat) == pytest.approx((bill["egress"]["endpoints"], bill["egress"]["nat"]))
    assert (
        f"| 2 | 4 | 4 x 2 x 730 x $0.01 = ${bill['egress']['endpoints']:.2f} |" in TEXTS["guides/endpoints-or-nat.md"]
    )
    assert f"| {bill['egress']['break_even_gb']:,.0f} GB |" in TEXTS["guides/endpoints-or-nat.md"]


def test_placeholders_are_no_tags() -> None:
    assert prose("a <region> and * but `<b> *`") == r"a \<region> and \* but `<b> *`"
    outside = re.sub(
        r"`[^`]*`", "", re.sub(r"^ *```.*?^ *```$", "", TEXTS["guides/troubleshooting.md"], flags=re.M | re.S)
    )
    assert re.findall(r"(?<!\\)<\w+>", outside) == []


@with_each("command", [each for each in COMMANDS if not each.startswith("aws ")])
def test_commands_of_ours_are_understood(command: str) -> None:
    understood(command)


def understood(command: str) -> None:
    words = shlex.split(command)
    if words[0] == "docker":
        return
    assert words[:3] == ["python", "-m", "generator"]
    assert isinstance(_parser().parse_args(words[3:]), argparse.Namespace)


@pytest.fixture(scope="module")
def models() -> Any:
    return pytest.importorskip("botocore.session", reason="needs botocore's models").get_session()


@with_each("command", [each for each in COMMANDS if each.startswith("aws ")])
def test_commands_of_aws_exist_with_their_options(command: str, models: Any) -> None:
    assert list(unknown_words(command, models)) == []


def unknown_words(command: str, models: Any) -> list[str]:
    """What the AWS CLI would not know, or would miss, in a command."""
    from botocore import xform_name

    _, service, call, *rest = shlex.split(command)
    model = models.get_service_model({"s3api": "s3"}.get(service, service))
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    if call not in operations:
        return [call]
    shape = model.operation_model(operations[call]).input_shape
    options = {xform_name(name, "-"): name for name in (shape.members if shape else {})}
    given = [word[2:] for word in rest if word.startswith("--")]
    missing = [f"--{xform_name(name, '-')}" for name in (shape.required_members if shape else ())]
    return [
        *(name for name in given if name not in {*options, *(f"no-{each}" for each in options)}),
        *(name for name in missing if name not in rest),
    ]


def test_commands_that_are_none_are_found(models: Any) -> None:
    assert unknown_words("aws ecs describe-task --cluster c", models) == ["describe-task"]
    assert unknown_words("aws ecs describe-tasks --clusters c --tasks t", models) == ["clusters"]
    assert unknown_words("aws ecs describe-tasks --cluster c", models) == ["--tasks"]
    with pytest.raises(SystemExit):
        understood("python -m generator prove --nothing")
