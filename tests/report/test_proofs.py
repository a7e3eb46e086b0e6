"""The verb prove: the matrix of tasks and needs, for people, for programs, and as a page."""

from __future__ import annotations

import json
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.analysis import Cell
from generator.logic import Truth
from generator.needs.row import Need
from generator.report.picture.page import page as html_page
from generator.report.picture.whole import Whole
from generator.report.proofs import ASSUMES, Matrix, text
from generator.report.style import Style, terminal_style
from tests.checks.cases import put
from tests.rules.running import ROOT
from tests.terminal import show


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["prove", *arguments])
    return code, capsys.readouterr().out


def test_json_is_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(put("ECS020-json.bad", tmp_path))
    code, out = run(capsys, root, "--format", "json")
    made = json.loads(out)
    assert code == 1
    (task,) = made["tasks"]
    assert (task["root"], task["service"]) == (root, "Service")
    assert all(set(need) == {"need", "verdict", "because", "lesson", "fix"} for need in task["needs"])
    (failing,) = [need for need in task["needs"] if need["verdict"] == "no"]
    assert (failing["need"], failing["lesson"]) == ("logs", 2)
    assert failing["fix"].startswith("add an AWS::EC2::VPCEndpoint")
    assert all(need["fix"] is None and need["because"] for need in task["needs"] if need["verdict"] == "yes")
    assert made["not_seen"] == []
    assert all(isinstance(each, str) and each for each in made["assumes"])
    counted = {"yes": len(task["needs"]) - 1, "no": 1, "unknown": 0}
    assert made["summary"] == counted | {"not_seen": 0, "assumes": len(made["assumes"])}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ECS010-nat.good", 0),
        ("ECS010-vpc-is-a-parameter.unknown", 0),
        ("ECS010-nested.bad", 1),
    ],
)
def test_only_a_no_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: int) -> None:
    assert run(capsys, str(put(name, tmp_path)))[0] == code


def test_our_output_is_proven_in_its_region(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, out = run(capsys)
    assert code == 0
    assert "output/prod/root.yaml  us-east-1\n" in out
    assert "AuthService/Service" in out
    assert re.search(r"\n78 needs: 78 proven, 0 failing, 0 unknown\n$", out)
    assert out.count("✓ ca-bundle") == 4


def test_condition_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = run(capsys, str(put("ECS020-under-a-condition.bad", tmp_path)))
    assert "(when Isolated is not no)" in " ".join(out.split())


CELLS = (
    Cell("Web/Service", Need("ecr.api", 1, "tasks pull"), Truth.YES, ("Web/Service", "A/Endpoint", "b" * 90)),
    Cell("Web/Service", Need("logs", 2, "tasks <log>"), Truth.NO, ("no <path>",), ("ECS020",), "add & open"),
    Cell("Web/Service", Need("n" * 70, 3, "x"), Truth.UNKNOWN, ("the subnets are not known here " * 4,)),
)
MATRIX = Matrix("root.yaml", "eu-west-1", CELLS)


SEVERAL = Matrix(
    "root.yaml",
    "eu-west-1",
    (
        Cell(
            "Web/Service", Need("logs", 2, "tasks log"), Truth.NO, ("names are off", "the <group> is shut"),
            ("ECS100", "ECS040"), "turn them on; open it", "Isolated is yes",
            (("names are off", "ECS100", "turn them on"), ("the <group> is shut", "ECS040", "open it")),
        ),
    ),
)  # fmt: skip


def test_each_of_several_causes_has_its_own_fix() -> None:
    lines = [line.strip() for line in text([SEVERAL], Style(100)).splitlines()]
    at = next(index for index, line in enumerate(lines) if "1. names are off" in line)
    assert lines[at + 1 : at + 7] == [
        "fix: turn them on (ECS100)",
        "lesson 10 (names and ways in)",
        "2. the <group> is shut",
        "fix: open it (ECS040)",
        "lesson 4 (HTTPS to endpoints)",
        "all of it when Isolated is yes",
    ]
    page = html_page([Whole(SEVERAL)])
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert page[page.index("<main>") :].count("<li>") == 2 + len(ASSUMES)
    assert page.index("names are off") < page.index("turn them on") < page.index("the &lt;group&gt; is shut")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_table_keeps_to_the_width_of_the_terminal(width: int) -> None:
    lines = text([MATRIX], Style(width, cut=True)).splitlines()
    assert max(map(len, lines)) <= width
    assert [line.split()[0] for line in lines if line[2:3] and line[2:3] in "✓✗?"] == ["✓", "✗", "?"]
    assert any("fix: add & open (ECS020)" in line for line in lines)
    assert any(line.strip() == "lesson 2 (path to the logs)" for line in lines)
    assert lines[-1] == "3 needs: 1 proven, 1 failing, 1 unknown"


def test_a_terminal_is_told_how_to_see_a_row_whole_of_what_was_named(tmp_path: Path) -> None:
    """The command that is shown is typed as it stands, and shows that row."""
    put("ECS010-nat.good", tmp_path)
    (tmp_path / "values.json").write_text("{}")
    asked = ["-m", "generator", "prove", "root.yaml", "--parameters", "values.json"]
    shown = show(asked, tmp_path).screen
    (at,) = [index for index, line in enumerate(shown) if line == "every step of a row:"]
    _, *again = shlex.split(shown[at + 1])
    assert again[: len(asked)] == asked
    assert "  1. Service" in "\n".join(show(again, tmp_path).screen)


def test_evidence_is_whole_in_a_file_and_ascii_where_nothing_else_is_known() -> None:
    assert "b" * 90 in text([MATRIX], Style(80))
    assert text([MATRIX], Style(80, signs=False)).isascii()
    assert "\033[31m✗\033[0m" in text([MATRIX], Style(80, colour=True))


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert terminal_style(Terminal()).colour  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal_style(Terminal()).colour  # type: ignore[arg-type]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        assert "src" not in names
        assert str(names.get("href", "#"))[0] == "#"
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)
        if tag == "tr" and names.get("class"):
            self.rows.append(str(names["class"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_whole_and_needs_nothing_else() -> None:
    page = html_page([Whole(MATRIX)])
    tags = Tags()
    tags.feed(page)
    assert (tags.open, tags.rows) == ([], ["yes", "no", "unknown"])
    assert "prefers-color-scheme: dark" in page
    assert "http" not in page
    assert "no &lt;path&gt;" in page
    assert "add &amp; open" in page
    assert "lesson 2 (path to the logs), ECS020" in page
