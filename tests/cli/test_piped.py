"""Templates in on standard input, verdicts and fixes out: what docs/programs.md says, wherever it runs."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main
from tests.checks.cases import put
from tests.gallery import ROOT

PAGE = (ROOT / "docs/programs.md").read_text()
(BUNDLE, ANSWER) = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def piped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    code = main(list(arguments))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_example_of_the_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = set()
    for name in ("one", "two"):
        place = tmp_path / name
        place.mkdir()
        (place / ".cfnlintrc").write_text("ignore_checks: [E]\n")
        monkeypatch.chdir(place)
        code, out, err = piped(capsys, monkeypatch, BUNDLE, "lint", "-", "--format", "json")
        assert (code, err) == (1, "")
        answers.add(out)
    (answer,) = answers
    shown = json.loads(ANSWER)
    assert any(shown.items() <= found.items() for found in json.loads(answer)["findings"])


def test_commands_of_the_page_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = re.search(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert lines
    for line in lines[1].splitlines():
        match = re.fullmatch(r"python -m generator (.*) < (\S+)", line)
        assert match
        code, out, err = piped(capsys, monkeypatch, (ROOT / match[2]).read_text(), *match[1].split())
        assert (code, err) == (0, "")
        assert json.loads(out)["summary"]


def test_verdicts_and_fixes_are_those_of_the_files(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put("ECS050-second-service.bad", tmp_path / "infra")
    monkeypatch.chdir(tmp_path / "infra")
    templates = {path.name: path.read_text() for path in Path().glob("*.yaml")}
    text = json.dumps({"root": "root.yaml", "templates": templates})
    for verb in ("lint", "prove"):
        by_file = main([verb, "root.yaml", "--format", "json"])
        expected = json.loads(capsys.readouterr().out)
        code, out, _ = piped(capsys, monkeypatch, text, verb, "-", "--format", "json")
        assert (code, json.loads(out)) == (by_file, expected) == (1, expected)
    assert any("ECS050" in json.dumps(each) for each in [expected, json.loads(out)]) or "fix" in out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "-: is empty"),
        ({"templates": {"a.yaml": 5}}, "templates that are no texts"),
        ({"templates": {"../a.yaml": ""}, "root": "../a.yaml"}, 'calls a template "../a.yaml"'),
        ({"templates": {"/etc/a.yaml": ""}}, 'calls a template "/etc/a.yaml"'),
        ({"templates": {"a.yaml": ""}, "root": "b.yaml"}, "one of: a.yaml"),
        ({"templates": {"root.yaml": ""}, "parameters": {"A": 5}}, "parameters that are no texts"),
        ({"templates": {"root.yaml": ""}, "parameters": {"A": "\ud800"}}, "parameters that are no texts"),
        ({"templates": {"root.yaml": "A: \ud800"}}, "a template root.yaml with half a character"),
        ({"templates": {"root.yaml": ""}, "paramters": {"A": "b"}}, "did you mean parameters?"),
        ({"root": "root.yaml"}, "has no templates"),
        ({"templates": {"root.yaml": "", ".cfnlintrc": "append_rules: [.]"}}, "do not begin with a dot"),
        ({"root": ["a"], "templates": {"a": ""}}, 'no template called ["a"]'),
        ({"templates": {"root.yaml": "", "root.yaml/b": ""}}, 'calls a template "root.yaml/b"'),
        ({"templates": {"root.yaml": "", "a" * 300: ""}}, "names of files"),
    ],
)
def test_what_makes_no_sense_is_told(
    given: Any, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = given if isinstance(given, str) else json.dumps(given)
    for verb in ("lint", "prove"):
        code, out, err = piped(capsys, monkeypatch, text, verb, "-")
        assert (code, out) == (2, "")
        assert told in err
        assert "docs/programs.md" in err


def test_a_template_without_its_resources_is_a_template_all_the_same(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = piped(capsys, monkeypatch, '{"Parameters": {}}', "lint", "-", "--format", "json")
    assert (code, err) == (1, "")
    assert json.loads(out)["findings"]


def test_it_is_looked_at_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = piped(capsys, monkeypatch, "Resources: {}", "lint", "-", "--changed", "a.yaml")
    assert (code, out) == (2, "")
    assert "without --changed" in err


def test_standard_input_stands_for_everything(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "accepted - alone" in piped(capsys, monkeypatch, "Resources: {}", "lint", "-", "x.yaml")[2]


def test_what_is_no_text_is_refused_in_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for errors in ("strict", "surrogateescape"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Resources: \xff\xa6"), "utf-8", errors))
        assert main(["prove", "-"]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith("-: is no text in UTF-8 (accepted a template")
