"""A crash of our own is never silence: planted anywhere, it is a finding, told once, and hides no other finding."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from subprocess import CompletedProcess

import pytest

from generator.__main__ import VERBS, main
from generator.checks.paths.endpoint_missing import EndpointMissing
from generator.crash import Crash
from generator.lint import Finding
from tests.gallery import copy_project
from tests.planted import CRASH, PLANTS, run_apart, run_here
from tests.rules.running import cfn_lint, ours
from tests.spoilt import spoilt

INSIDE = ("stack", "files", "facts", "proof", "check")
BAD = EndpointMissing().rejected.replace("AWS::ECS::Cluster\n", "AWS::ECS::Klaster\n")
Run = Callable[..., CompletedProcess[str]]
CFN_LINT = ("cfn-lint", "--format", "json", "-a", "generator.rules", "--", "bad.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.yaml").write_text(BAD)
    return tmp_path


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rules_are_read: None) -> Run:
    return run_here(monkeypatch, capsys, folder)


def told_once(result: CompletedProcess[str], debug: bool = False) -> Path:
    """Check what our own commands say of it, and give the file that they name."""
    assert result.returncode == 70, result.stdout + result.stderr
    lines = result.stderr.splitlines()
    assert len(lines) == 1 or debug
    assert ("Traceback" in result.stderr) == debug
    found = re.search(r"the details are in (\S+\.log);.* report", lines[-1])
    assert found
    assert "ZeroDivisionError: planted" in lines[-1]
    assert "Traceback" in Path(found[1]).read_text()
    return Path(found[1])


@pytest.mark.parametrize("plant", [*INSIDE, "rules"])
def test_cfn_lint_reports_it_once(folder: Path, plant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    place, name = PLANTS[plant]
    holder = resolve_name(place)
    monkeypatch.setattr(holder, name, spoilt(getattr(holder, name), CRASH))
    matches = cfn_lint("bad.yaml", folder=folder)
    (crash,) = [match for match in matches if match.rule == "E0002"]
    assert crash.message.startswith("not checked: ")
    assert (crash.file, crash.line) == ("bad.yaml", 1)
    (log,) = re.findall(r"\S+\.log", crash.message)
    assert "ZeroDivisionError: planted" in Path(log).read_text()
    others = {match.rule for match in matches} - {"E0002"}
    assert "E3006" in others
    if plant == "check":
        assert "ECS010" in others


def test_cfn_lint_fails(folder: Path) -> None:
    result = run_apart(folder, "facts", *CFN_LINT)
    assert result.returncode != 0
    assert [match["Rule"]["Id"] for match in json.loads(result.stdout)].count("E0002") == 1


@pytest.mark.parametrize("verb", ["lint", "prove"])
def test_by_itself_a_verb_tells_it_too(folder: Path, verb: str) -> None:
    told_once(run_apart(folder, "facts", verb, "bad.yaml"))


@pytest.mark.parametrize("plant", INSIDE)
def test_lint_reports_it_once_with_all_other_findings(run: Run, plant: str) -> None:
    result = run(plant, "lint", "bad.yaml", "--format", "json")
    told_once(result)
    made = json.loads(result.stdout)
    rules = [each["rule"] for each in made["findings"]]
    assert rules.count("E0002") == 1
    assert "E3006" in rules
    assert made["summary"]["errors"] == len(rules)
    if plant in ("check", "facts"):  # What needs no role of a task is found all the same.
        assert {"check": "ECS010", "facts": "ECS110"}[plant] in rules
    assert "crashes" not in made["findings"][0]


@pytest.mark.parametrize("form", ["text", "sarif", "junit", "github"])
def test_every_format_of_lint_has_it(run: Run, form: str) -> None:
    result = run("proof", "lint", "bad.yaml", "--format", form)
    told_once(result)
    assert result.stdout.count("E0002") >= 1
    assert "E3006" in result.stdout


def test_one_broken_template_hides_no_other(folder: Path, run: Run) -> None:
    (folder / "good.yaml").write_text(EndpointMissing().rejected)
    how = "if arguments[1].name == 'bad.yaml': raise ZeroDivisionError('planted')\n    return real(*arguments)"
    result = run("files", "lint", ".", "--format", "json", how=how)
    told_once(result)
    found = {(each["rule"], each["root"]) for each in json.loads(result.stdout)["findings"]}
    assert ("E0002", "bad.yaml") in found
    assert ("ECS010", "good.yaml") in found
    assert ("E0002", "good.yaml") not in found


@pytest.mark.parametrize("plant", INSIDE)
def test_prove_says_what_it_did_not_see(run: Run, plant: str) -> None:
    result = run(plant, "prove", "bad.yaml", "--format", "json")
    told_once(result)
    made = json.loads(result.stdout)
    (place,) = made["not_seen"]
    assert (place["file"], place["line"]) == ("bad.yaml", 1)
    assert place["why"].startswith("not checked: ")
    verdicts = {need["need"]: need["verdict"] for task in made["tasks"] for need in task["needs"]}
    if plant == "check":
        assert verdicts["ecr.api"] == "no"
    if plant == "proof":
        assert verdicts == {"all other needs": "unknown"}
    if plant in ("stack", "files"):
        assert "0 failing" not in run(plant, "prove", "bad.yaml").stdout


@pytest.mark.parametrize("plant", ["facts", "check"])
def test_build_writes_nothing_that_was_not_proven(folder: Path, run: Run, plant: str) -> None:
    copy_project(folder)
    result = run(plant, "build", "--env", "dev", "--no-lint")
    assert result.returncode == 70
    assert "output/dev/root.yaml:1:1: E0002 not checked: " in result.stdout
    assert re.search(r"the details are in \S+\.log", result.stderr.splitlines()[-1])
    assert not (folder / "output").exists()
    again = run(plant, "build", "--env", "dev", "--no-lint")
    assert again.returncode == 70, "a proof that crashed was remembered as one that holds"


def test_debug_shows_the_traceback(run: Run) -> None:
    told_once(run("proof", "lint", "bad.yaml", "--debug"), debug=True)


def test_cfn_lint_that_fails_in_its_own_process_is_told(run: Run) -> None:
    result = run("cfn-lint", "lint", "bad.yaml", "--format", "json")
    told_once(result)
    assert {each["rule"] for each in json.loads(result.stdout)["findings"]} == {"E0002", "ECS010", "ECS110"}
    healthy = run("", "lint", "bad.yaml", "--format", "json")
    assert "E3006" in healthy.stdout, "what failed was remembered as a verdict"


def test_a_process_that_dies_is_told(run: Run) -> None:
    result = run("cfn-lint", "lint", "bad.yaml", "--format", "json", how="os._exit(9)")
    assert result.returncode == 70
    assert {each["rule"] for each in json.loads(result.stdout)["findings"]} == {"E0002", "ECS010", "ECS110"}


def test_a_configuration_that_cfn_lint_refuses_is_no_crash(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    for text in ("regions: [xx-nowhere-1]\n", "regions: 3\n"):
        (folder / ".cfnlintrc").write_text(text)
        assert main(["lint", "bad.yaml"]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.splitlines()[-1].startswith(".cfnlintrc: cfn-lint refuses its configuration")


def test_a_crash_elsewhere_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("generator.report.rules_page.text", lambda *_: {}["planted"])
    assert main(["rules"]) == 70
    (line,) = capsys.readouterr().err.splitlines()
    assert re.search(rf"KeyError: 'planted'.*{tmp_path}/ecs-proof/crash-\w+\.log", line)
    assert main(["--debug", "rules"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_details_go_somewhere_else_when_there_is_no_place_for_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("generator.report.rules_page.text", lambda *_: {}["planted"])
    assert main(["rules"]) == 70
    (log,) = re.findall(r"\S+\.log", capsys.readouterr().err)
    assert "KeyError" in Path(log).read_text()
    Path(log).unlink()
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda *_, **__: (_ for _ in ()).throw(OSError()))
    assert main(["rules"]) == 70
    assert "run it again with --debug" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [[], *([verb] for verb in VERBS)])
def test_every_verb_knows_version_debug_and_examples(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*verb, "--version"])
    assert (stop.value.code, capsys.readouterr().out.split()[0]) == (0, "ecs-proof")
    with pytest.raises(SystemExit):
        main([*verb, "--help"])
    told = capsys.readouterr().out
    assert "--debug" in told
    assert "\n70 " in told or " 70 " in told
    assert not verb or f"python -m generator {verb[0]}" in told.split("examples:")[1]


def test_healthy_rules_report_no_crash(folder: Path) -> None:
    matches = cfn_lint("bad.yaml", folder=folder)
    assert "E0002" not in {each.rule for each in matches}
    assert "ECS010" in {each.rule for each in ours(matches)}


def test_a_finding_keeps_what_it_knows_when_it_is_remembered(tmp_path: Path) -> None:
    from generator.lint.cache import recall, remember

    found = Finding("a.yaml", 1, 1, "W2001", "Parameter unused", path=("Parameters", "A"), resource="A")
    remember(tmp_path, "0123", [found])
    assert recall(tmp_path, "0123") == [found]
    remember(tmp_path, "4567", [Finding("a.yaml", 1, 1, "E0002", "not checked", crashes=(Crash("E", "x", "y", "z"),))])
    assert recall(tmp_path, "4567") is None, "a rule that failed is no verdict"


def test_invalid_input_is_no_crash() -> None:
    from generator.crash import Watch
    from generator.errors import InputError

    watch = Watch()
    with pytest.raises(InputError):
        watch.one(lambda: (_ for _ in ()).throw(InputError([])).__next__(), None)
    assert watch.crashes == []
