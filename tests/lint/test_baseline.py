"""Baselines, fingerprints, and what else decides whether lint fails."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.checks.cases import put

OLD = """\
Resources:
  Old:
    Type: AWS::SQS::Queue
    Properties: {QueueNam: a}
"""
NEW = """\
  New:
    Type: AWS::SQS::Queue
    Properties: {QueueNam: b}
"""
WARNED = """\
Parameters:
  Unused: {Type: String}
Resources:
  Queue: {Type: AWS::SQS::Queue}
"""


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "infra").mkdir()
    monkeypatch.chdir(tmp_path)


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["lint", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_only_what_is_new_fails(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("infra/a.yaml")
    file.write_text(OLD)
    assert lint(capsys, "infra")[0] == 1
    assert lint(capsys, "infra", "--baseline", "known.json", "--write-baseline")[0] == 0
    code, out, err = lint(capsys, "infra", "--baseline", "known.json")
    assert (code, out.splitlines()[0]) == (0, "0 errors, 0 warnings in 1 template")
    assert "1 of the findings are known in known.json" in err
    file.write_text("# a line above\n# and another\n" + OLD + NEW)
    code, out, _ = lint(capsys, "infra", "--baseline", "known.json", "--format", "json")
    assert code == 1
    assert {each["resource"] for each in json.loads(out)["findings"]} == {"New"}
    file.write_text(OLD.replace("QueueNam", "QueueName"))
    assert "1 of those in it are no longer there" in lint(capsys, "infra", "--baseline", "known.json")[2]


def test_a_second_of_the_same_kind_at_the_same_place_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    group = "Resources:\n  G:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: a\n"
    group += "      SecurityGroupIngress: [{}]\n"
    entry = "{IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: 10.0.0.0/16, Nme: a}"
    Path("infra/a.yaml").write_text(group.format(entry))
    lint(capsys, "infra", "--baseline", "known.json", "--write-baseline")
    Path("infra/a.yaml").write_text(group.format(f"{entry}, {entry.replace('10.0', '10.1')}"))
    assert lint(capsys, "infra", "--baseline", "known.json")[0] == 1


def test_the_same_wherever_it_is_started(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("infra/a.yaml").write_text(OLD)
    from_above = json.loads(lint(capsys, "infra", "--format", "sarif")[1])["runs"][0]["results"]
    monkeypatch.chdir("infra")
    here = json.loads(lint(capsys, "a.yaml", "--format", "sarif")[1])["runs"][0]["results"]
    assert here == from_above
    assert here[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "infra/a.yaml"
    assert "file=infra/a.yaml," in lint(capsys, "a.yaml", "--format", "github")[1]
    junit = lint(capsys, "../infra/a.yaml", "--format", "junit")[1]
    assert 'classname="infra/a.yaml"' in junit
    assert re.search(r"^ *<failure .*>infra/a.yaml:\d", junit, re.MULTILINE)


def test_a_baseline_that_is_none_is_told_with_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    Path("infra/a.yaml").write_text(OLD)
    code, _, err = lint(capsys, "infra", "--baseline", "none.json")
    assert code == 2
    assert "none.json: there is no such baseline; write one: " in err
    Path("bad.json").write_text("{}")
    assert "bad.json: is no baseline of findings" in lint(capsys, "infra", "--baseline", "bad.json")[2]
    assert "add --baseline FILE" in lint(capsys, "infra", "--write-baseline")[2]


def test_ignored_rules_do_not_fail_and_warnings_do_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    Path("infra/a.yaml").write_text(WARNED)
    assert lint(capsys, "infra")[0] == 0
    assert lint(capsys, "infra", "--strict")[0] == 1
    code, out, _ = lint(capsys, "infra", "--strict", "--ignore", "W2001")
    assert (code, "W2001" in out) == (0, False)
    Path("infra/a.yaml").write_text(OLD)
    assert lint(capsys, "infra", "--ignore", "E3002")[0] == 0
    assert lint(capsys, "infra", "--ignore", "W")[0] == 1


@pytest.mark.parametrize(
    ("ignored", "said"),
    [("ECS0500", "did you mean ECS050?"), ("X1", "rules` lists ours"), ("E3003", ""), ("ECS05", "")],
)
def test_a_rule_that_is_ignored_and_is_none_is_said(
    ignored: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("infra/a.yaml").write_text(OLD)
    code, _, err = lint(capsys, "infra", "--ignore", ignored)
    assert code == 1
    assert (said in err) if said else err == ""


def test_json_names_a_file_as_the_repository_has_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("infra/a.yaml").write_text(OLD)
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    (found,) = json.loads(lint(capsys, "../infra", "--format", "json")[1])["findings"]
    assert (found["in_repository"], found["root"]) == ("infra/a.yaml", "../infra/a.yaml")


def test_only_the_roots_that_nest_what_is_changed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    put("ECS050-second-service.bad", tmp_path / "infra")
    Path("other.yaml").write_text(OLD)
    Path("values.yaml").write_text("a: b\n")
    child = next(path for path in Path("infra").glob("*.yaml") if path.name != "root.yaml")
    code, out, _ = lint(capsys, "--changed", str(child), "--format", "json")
    assert (code, {each["root"] for each in json.loads(out)["findings"]}) == (1, {"infra/root.yaml"})
    assert lint(capsys, "--changed", "values.yaml") == (0, "", "")
    assert lint(capsys, "--changed", "other.yaml")[0] == 1


def test_every_rule_in_sarif_has_help(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    put("ECS050-second-service.bad", tmp_path / "infra")
    Path("infra/other.yaml").write_text(OLD)
    run = json.loads(lint(capsys, "infra", "--format", "sarif")[1])["runs"][0]
    driver = run["tool"]["driver"]
    assert driver["informationUri"].startswith("https://")
    assert {rule["id"] for rule in driver["rules"]} >= {"ECS050", "E3002"}
    for rule in driver["rules"]:
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["name"].isalnum()
    (stock,) = [rule for rule in driver["rules"] if rule["id"] == "E3002"]
    assert "propert" in stock["fullDescription"]["text"], "what cfn-lint says of its rule"


def test_a_path_that_is_not_there_is_told_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    Path("infra/root.yaml").write_text(OLD)
    assert (
        "infra/rot.yaml: there is no such file or folder; did you mean infra/root.yaml?"
        in lint(capsys, "infra/rot.yaml")[2]
    )
    assert "run: python -m generator build" in lint(capsys, "output/dev")[2]
