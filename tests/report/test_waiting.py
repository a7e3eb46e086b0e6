"""Whoever waits at a terminal sees what is done, how far it is and what is next; a program sees nothing of it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.report.waiting import Waiting
from tests.checks.cases import put
from tests.terminal import ROOT, Shown, show


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two root templates in folders of their own."""
    folder = tmp_path_factory.mktemp("roots")
    for name in ("ECS010-nat.good", "ECS020-json.bad"):
        (folder / name).mkdir()
        put(name, folder / name)
    return folder


def lint(folder: Path, tmp_path: Path, **how: str) -> Shown:
    """Lint with nothing known of before, and type Ctrl-C where it is told to."""
    press = how.pop("ctrl_c_at", "")
    environment = {"XDG_CACHE_HOME": str(tmp_path), **how}
    return show(["-m", "generator", "lint", "."], folder, environment, ctrl_c_at=press)


def test_a_person_sees_how_far_it_is_and_what_is_next_and_nothing_is_left_of_it(roots: Path, tmp_path: Path) -> None:
    shown = lint(roots, tmp_path)
    assert "\rread templates, then prove, cfn-lint" in shown.raw
    assert "(1 of 2), then cfn-lint" in shown.raw
    assert "(2 of 2), checks: 0 of " in shown.raw
    assert "\rcfn-lint of templates: 0 of 2 done" in shown.raw
    assert not [line for line in shown.screen if "cfn-lint of" in line]
    assert "ECS020-json.bad/root.json" in shown.screen[0]


def test_a_program_sees_nothing_of_it(roots: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "prove", "."], cwd=roots, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "\r" not in done.stdout


def test_where_lines_cannot_be_drawn_over_each_thing_is_said_once(roots: Path, tmp_path: Path) -> None:
    raw = lint(roots, tmp_path, TERM="dumb").raw
    assert "\r" not in raw.replace("\r\n", "")
    assert "\x1b" not in raw
    assert raw.count("cfn-lint of templates") == 1


def test_ctrl_c_leaves_no_half_of_a_line_and_no_traceback(roots: Path, tmp_path: Path) -> None:
    shown = lint(roots, tmp_path, ctrl_c_at="cfn-lint of templates")  # while its processes start
    assert shown.code == 130
    assert [line for line in shown.screen if line] == ["interrupted; nothing was left half-written"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [30, 80])
def test_no_line_is_longer_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with Waiting(stream) as waiting:
        waiting.step("prove " + "a-long-name/" * 5 + "root.yaml", 3, 84, "cfn-lint", "write")
        waiting.step("b", 0, 1, "write")
    drawn = stream.getvalue().split("\r")
    assert max(map(len, drawn)) < columns
    assert drawn[1].endswith("3 of 84 done")
    assert "b, then write" in [each.strip() for each in drawn]
    assert drawn[-1] == ""
    assert drawn[-2].isspace()


def test_nor_is_one_where_lines_cannot_be_drawn_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    Waiting(stream).step("prove " + "a-long-name/" * 5 + "root.yaml", 0, 1, "cfn-lint")
    Waiting(stream).step("b", 0, 1, "write")
    long, short = stream.getvalue().splitlines()
    assert len(long) < 60
    assert long.endswith("/root.yaml")
    assert short == "b, then write"


def test_a_build_says_what_comes_next(tmp_path: Path) -> None:
    """The whole of it, from app.yaml to output/."""
    (tmp_path / "app.yaml").write_text(
        "name: shop\nregion: us-east-1\nservices:\n  web:\n    image: web:v1\n    port: 3000\n"
    )
    command = ["-m", "generator", "build", "--templates", ROOT / "templates", "--no-lint"]
    shown = show(command, tmp_path, {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert shown.code == 0, shown.raw
    assert "\rread app.yaml, then prove" in shown.raw
    assert "\rcompose " in shown.raw
    assert ", tasks" in shown.raw
    assert "cfn-lint" not in shown.raw
    assert shown.screen[0].startswith("output/")


def test_ctrl_c_ends_a_process_that_has_nothing_to_do_any_more_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "large").mkdir()
    topics = "".join(f"  Topic{number}: {{Type: 'AWS::SNS::Topic'}}\n" for number in range(2500))
    (tmp_path / "large/root.yaml").write_text(f"Resources:\n{topics}")
    (tmp_path / "small/root.yaml").write_text("Resources:\n  Topic: {Type: 'AWS::SNS::Topic'}\n")
    shown = lint(tmp_path, tmp_path / "cache", ctrl_c_at=": 1 of 2 done")
    said = [line for line in shown.screen if line]
    assert (shown.code, said) == (130, ["interrupted; nothing was left half-written"])


@pytest.mark.parametrize(
    ("verb", "seen"),
    [
        (["cost", "."], ["read ECS010-nat.good/root.yaml: 0 of 2 done, then price", "price ECS020-json.bad/root.json"]),
        (
            ["diff", ".", "."],
            ["compare ECS020-json.bad/root.json (2 of 2)", ", before, tasks", "then after, meanwhile"],
        ),
    ],
)
def test_whoever_compares_or_prices_sees_how_far_it_is(
    roots: Path, monkeypatch: pytest.MonkeyPatch, verb: list[str], seen: list[str]
) -> None:
    monkeypatch.chdir(roots)
    monkeypatch.setenv("COLUMNS", "200")
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    assert main(verb) == 0
    assert [each for each in seen if each not in stream.getvalue()] == []
    assert stream.getvalue().split("\r")[-1] == "", "nothing of it is left"
