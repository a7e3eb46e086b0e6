"""How a deployment talks: to somebody at a terminal, and to a log."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.changes.causes import Event, Hook
from generator.changes.progress import Progress
from generator.report.style import Style
from generator.report.voice import Lines, Terminal
from tests.terminal import show

STACK = "AWS::CloudFormation::Stack"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ROOT_ID = "arn:root"


def event(path: str, type_: str, status: str, reason: str = "", hook: Hook | None = None) -> Event:
    parts = tuple(path.split("/")) if path else ()
    return Event(f"{path}{status}{reason}", NOON, parts, type_, status, reason, physical_id=ROOT_ID, hook=hook)


STORY = [
    event("", STACK, "CREATE_IN_PROGRESS", "User Initiated"),
    event("Db", STACK, "CREATE_IN_PROGRESS"),
    event("Db", STACK, "CREATE_IN_PROGRESS", "Resource creation Initiated"),
    event("Db/Instance", "AWS::RDS::DBInstance", "CREATE_IN_PROGRESS"),
    event("Db/Instance", "AWS::RDS::DBInstance", "CREATE_IN_PROGRESS", "Resource creation Initiated"),
    event("Db/Instance", "AWS::RDS::DBInstance", "CREATE_IN_PROGRESS", "", Hook("Ours", "HOOK_COMPLETE_SUCCEEDED")),
    event("Db/Instance", "AWS::RDS::DBInstance", "CREATE_IN_PROGRESS", "", Hook("Ours", "HOOK_COMPLETE_FAILED", "no")),
    event("Db/Group", "AWS::EC2::SecurityGroup", "CREATE_COMPLETE"),
    event("Db/Instance", "AWS::RDS::DBInstance", "CREATE_FAILED", "no such version"),
    event("", STACK, "ROLLBACK_IN_PROGRESS", "it failed"),
    event("", STACK, "ROLLBACK_COMPLETE"),
]


@pytest.mark.parametrize("colour", [False, True])
def test_a_log_has_a_line_for_what_is_done_or_fails(colour: bool, capsys: pytest.CaptureFixture[str]) -> None:
    Lines(Style(colour=colour)).news(Progress(), STORY, 0)
    lines = capsys.readouterr().out.splitlines()
    plain = [re.sub(r"\x1b\[\d+m", "", line).split(maxsplit=1)[1] for line in lines]
    assert [" ".join(line.split()) for line in plain] == [
        "CREATE_IN_PROGRESS (root) User Initiated",
        "CREATE_IN_PROGRESS Db",
        "CREATE_IN_PROGRESS Db/Instance hook Ours failed: no",
        "CREATE_COMPLETE Db/Group",
        "CREATE_FAILED Db/Instance no such version",
        "ROLLBACK_IN_PROGRESS (root) it failed",
        "ROLLBACK_COMPLETE (root)",
    ]
    red = [line for line in lines if line.startswith("\x1b[31m")]
    assert red == ([lines[2], lines[4]] if colour else [])


WATCHED = """
from datetime import UTC, datetime, timedelta
from generator.changes.causes import Event
from generator.changes.progress import Progress
from generator.report.voice import voice

now, progress, say = datetime.now(UTC), Progress(), voice("text")
reason = "Resource handler returned message: the engine version is not one of those that are offered here, " * 2
events = [
    Event("1", now, (), "AWS::CloudFormation::Stack", "CREATE_IN_PROGRESS"),
    Event("2", now, ("Db",), "AWS::CloudFormation::Stack", "CREATE_IN_PROGRESS"),
    Event("3", now, ("Db", "Instance"), "AWS::RDS::DBInstance", "CREATE_FAILED", reason),
    Event("4", now, ("Db", "Instance"), "AWS::RDS::DBInstance", "DELETE_COMPLETE"),
    Event("5", now + timedelta(seconds=61), (), "AWS::CloudFormation::Stack", "ROLLBACK_COMPLETE"),
]
progress.apply(events)
say.news(progress, events, 0)
say.quiet()
"""
COLOUR = re.compile(r"\x1b\[[\d;]*3[1-6][\d;]*m")


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_failure_stays_whole_and_red_in_eighty_columns(
    environment: dict[str, str], coloured: bool, tmp_path: Path
) -> None:
    shown = show(["-c", WATCHED], tmp_path, environment)
    assert shown.code == 0, shown.raw
    assert bool(COLOUR.search(shown.raw)) is coloured
    plain = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown.raw).replace("\r", "")
    if environment.get("TERM") == "dumb":
        assert "\x1b" not in shown.raw
        assert "CREATE_FAILED                 Db/Instance" in plain
        return
    lines = plain.splitlines()
    assert max(map(len, lines)) < 80
    assert "rolled back   1m01s" in plain
    assert "of those that are offered here," in " ".join(plain.split())
    assert "\x1b[?25h" in shown.raw  # the cursor is back


def test_what_takes_long_before_the_tree_is_seen_and_gone_when_something_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Watched(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Watched()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream)
    for voice, seen in ((Terminal(), True), (Lines(), False)):
        stream.truncate(0)
        voice.step("prove output/dev/root.yaml", 0, 1, "plan")
        voice.note("uploaded root.yaml")
        *drawn, said = stream.getvalue().split("\r")
        assert any("prove output/dev" in each for each in drawn) == seen
        assert "uploaded root.yaml" in said
        assert "prove" not in said
