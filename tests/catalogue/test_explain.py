"""The verb `explain`: data, JSON, text, exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.catalogue import Entry, entries
from generator.explain import Explanation, explain
from generator.report.explain_text import text
from tests.catalogue.messages import BENIGN, LESSONS
from tests.with_each import with_each

ROOT = Path(__file__).parent.parent.parent
ENTRIES = {entry.id: entry for entry in entries()}


@dataclass(frozen=True)
class Example:
    id: str = "ECS040"
    lesson: int = 4
    title: str = "An endpoint's group admits no task"
    symptom: str = "ResourceInitializationError: unable to pull secrets or registry auth"
    why: str = "An interface endpoint is a network interface with a security group of its own."
    fix: str = "Admit the tasks' group on TCP 443."
    rejected: str = "Resources:\n  Endpoint: {}\n"
    accepted: str = "Resources: {}\n"
    diff: tuple[str, ...] = ("@@", "-Resources:", "-  Endpoint: {}", "+Resources: {}")


RULES = {"ECS040": Example()}
NESTED = (
    "Embedded stack arn:aws:cloudformation:eu-west-1:111122223333:stack/shop-N/1f2e3d4c-aaaa-bbbb-cccc-0123456789ab "
    "was not successfully created: The following resource(s) failed to create: [Eip]."
)


@with_each("entry", ENTRIES)
def test_json_has_the_documented_shape(entry: Entry) -> None:
    (match,) = json.loads(json.dumps(explain(entry.id).as_json()))["matches"]
    assert match == {
        "id": entry.id,
        "lesson": entry.lesson,
        "rules": list(entry.rules),
        "causes": list(entry.causes),
        "checks": [{"call": check.call, "args": check.args, "look_for": check.look_for} for check in entry.checks],
        "fix": entry.fix,
    }


@with_each("entry", ENTRIES)
def test_json_of_a_message_differs_in_order_and_in_what_is_filled_in_only(entry: Entry) -> None:
    (known,) = json.loads(json.dumps(explain(entry.id).as_json()))["matches"]
    (match,) = json.loads(json.dumps(explain(entry.example).as_json()))["matches"]
    assert match.keys() == known.keys()
    assert sorted(match["causes"]) == sorted(known["causes"])
    assert [(check["call"], check["look_for"]) for check in match["checks"]] == [
        (check["call"], check["look_for"]) for check in known["checks"]
    ]
    assert [check["args"].keys() for check in match["checks"]] == [check["args"].keys() for check in known["checks"]]
    assert {name: match[name] for name in ("id", "lesson", "rules")} == {
        name: known[name] for name in ("id", "lesson", "rules")
    }


@with_each("entry", ENTRIES)
def test_text_says_everything(entry: Entry) -> None:
    shown = text(explain(entry.id), width=80)
    assert shown.startswith(entry.id)
    words = " ".join(line.strip().removeprefix("| ") for line in shown.splitlines())
    for sentence in [*entry.causes, entry.fix, *entry.rules, *entry.source]:
        assert sentence in words
    assert "\x1b" not in shown
    long = [line for line in shown.splitlines() if len(line) > 80]
    assert [line for line in long if not line.strip().startswith("$ ") and len(line.split()) > 2] == []
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []


def test_at_most_three_are_told_at_length() -> None:
    names = ["rie-asm-network", "rie-logs-network", "readonly-fs", "pg-refused", "oom"]
    shown = text(explain("\n".join(ENTRIES[name].example for name in names)))
    assert shown.count("  Fix:") == 3
    assert all(name in shown for name in names)
    assert "Also in this text" in shown


def test_a_consequence_is_only_named_beside_its_cause() -> None:
    shown = text(explain(LESSONS[8]))
    assert shown.startswith("container-health, lesson 8 (health checks)\n")
    assert "Known from: lesson 8 (health checks);" in shown
    assert shown.count("  Fix:") == 1
    assert "deployment-failed: " in shown


def test_commands_are_those_of_the_message_and_of_its_region() -> None:
    shown = text(explain(NESTED))
    stack = NESTED.split()[2]
    assert f"    $ aws cloudformation describe-stack-events --stack-name {stack} --region eu-west-1\n" in shown
    assert "<" not in shown.partition("  Fix:")[0]


def test_an_entry_is_explained_by_its_id() -> None:
    assert explain(" oom\n").as_json() == explain(ENTRIES["oom"].example).as_json()
    assert ENTRIES["oom"].example in text(explain("oom"))


@pytest.mark.parametrize(
    "word", ["ECS040", "ecs040", " ECS040 ", "output/dev/network.yaml:12:3: ECS040 admits no task"]
)
def test_a_rule_is_explained_by_its_id(word: str) -> None:
    known = explain(word, RULES)
    rule = RULES["ECS040"]
    (match,) = known.as_json()["matches"]
    assert {**match, "lesson": 4, "rules": ["ECS040"], "causes": [rule.why], "checks": [], "fix": rule.fix} == match
    assert {key: match[key] for key in ("symptom", "bad", "good")} == {
        "symptom": rule.symptom,
        "bad": rule.rejected,
        "good": rule.accepted,
    }
    shown = text(known)
    assert shown.startswith("ECS040, lesson 4 (HTTPS to endpoints): An endpoint's group admits no task\n  Symptom:\n")
    assert "  From rejected to accepted:\n    @@\n    -Resources:\n    -  Endpoint: {}\n    +Resources: {}\n" in shown
    assert "rie-asm-network" in shown


def test_a_message_counts_more_than_a_rule_that_it_names() -> None:
    known = explain(f"{ENTRIES['oom'].example} (see ECS040)", RULES)
    assert [match["id"] for match in known.as_json()["matches"]] == ["oom"]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("ECS041", "did you mean ECS040?"),
        ("ECS999", "python -m generator rules"),
        ("E9999", "cfn-lint has no such rule"),
        ("ECS04", "name a whole id: ECS040"),
        ("rie-asm-netwrok", "did you mean rie-asm-network?"),
        ("nonsense", "paste the stoppedReason"),
        (BENIGN[0], "paste the stoppedReason"),
        ("", "paste the stoppedReason"),
    ],
)
def test_what_is_not_known_gets_a_hint(word: str, hint: str) -> None:
    known = explain(word, RULES)
    assert not known
    assert known.as_json() == {"matches": []}
    assert hint in known.hint
    assert text(known) == ""


def test_an_explanation_is_true_when_it_explains() -> None:
    assert not Explanation()
    assert explain("oom")


def test_verb_prints_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", LESSONS[9]]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("pg-no-encryption, lesson 9 (database and TLS)\n")
    assert err == ""


def test_verb_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--format", "json", *LESSONS[10].split()]) == 0
    out, err = capsys.readouterr()
    assert [(match["id"], match["lesson"]) for match in json.loads(out)["matches"]] == [("dns-not-resolve", 10)]
    assert err == ""


def test_a_rule_of_cfn_lint_says_what_it_looks_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "e3002"]) == 0
    assert "E3002, a rule of cfn-lint: Resource properties" in capsys.readouterr().out
    main(["explain", "E3002", "--format", "json"])
    (match,) = json.loads(capsys.readouterr().out)["matches"]
    assert (match["rules"], match["source"].startswith("https://")) == (["E3002"], True)
    assert main(["explain", "E9999"]) == 1
    assert main(["explain", "WCS00"]) == 1
    assert "WCS001, WCS002" in capsys.readouterr().err


def test_verb_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pasted = io.TextIOWrapper(io.BytesIO(b"\xff\xfe not utf-8\n" + LESSONS[1].encode()))
    monkeypatch.setattr(sys, "stdin", pasted)
    assert main(["explain", "-"]) == 0
    assert capsys.readouterr().out.startswith("rie-asm-network")


@pytest.mark.parametrize("form", [[], ["--format", "json"]])
def test_verb_without_a_match_exits_1(form: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *form, *BENIGN[0].split()]) == 1
    out, err = capsys.readouterr()
    assert out == ('{\n  "matches": []\n}\n' if form else "")
    assert err.startswith("nothing known about this; paste")


def test_verb_with_nothing_to_explain_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", " "]) == 2
    assert capsys.readouterr().err.startswith("nothing to explain; give a rule id")
    with pytest.raises(SystemExit) as stop:
        main(["explain"])
    assert stop.value.code == 2


def test_verb_loads_no_library_of_templates() -> None:
    code = (
        "import sys; from generator.__main__ import main; main(['explain', 'oom']); "
        "print({'cfnlint', 'troposphere', 'pydantic', 'boto3', 'botocore', 'socket'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert shown.endswith("set()\n")
