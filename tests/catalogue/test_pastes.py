"""What people paste: consoles, CI logs, JSON, mails; broken, coloured, prefixed, long."""

from __future__ import annotations

import json
import textwrap
import time

import pytest

from generator.catalogue import entries, find, match
from generator.catalogue.paste import LIMIT, plain
from tests.catalogue.messages import BENIGN, LESSONS
from tests.with_each import with_each

ENTRIES = {entry.id: entry for entry in entries()}
ASM, LOGS = ENTRIES["rie-asm-network"], ENTRIES["rie-logs-network"]


@with_each("lesson", list(LESSONS))
def test_message_of_a_lesson_gives_that_lesson(lesson: int) -> None:
    assert match(LESSONS[lesson])[0].lesson == lesson


@with_each("line", BENIGN)
def test_benign_line_matches_nothing(line: str) -> None:
    assert match(line) == []


def test_benign_log_matches_nothing() -> None:
    assert match("\n".join(BENIGN)) == []
    assert match("\n".join(f"2026-11-23T10:00:00.1234567Z {line}" for line in BENIGN)) == []


def hard_wrap(text: str, width: int = 80) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def json_text(text: str) -> str:
    container = {"name": "app", "lastStatus": "STOPPED", "reason": text}
    return json.dumps({"tasks": [{"stoppedReason": text, "containers": [container]}], "failures": []}, indent=4)


def ci_log(text: str) -> str:
    lines = [*BENIGN, *text.splitlines(), *BENIGN]
    return "\n".join(f"2026-11-23T10:00:{at % 60:02}.1234567Z {line}" for at, line in enumerate(lines))


PASTES = {
    "wrapped at words": lambda text: textwrap.fill(text, 80),
    "wrapped inside words": hard_wrap,
    "wrapped narrowly": lambda text: hard_wrap(text, 37),
    "windows line ends": lambda text: hard_wrap(text).replace("\n", "\r\n"),
    "doubled and hard spaces": lambda text: text.replace(" ", " \xa0 "),
    "tabs in front": lambda text: textwrap.indent(textwrap.fill(text, 60), "\t\t"),
    "other quotes": lambda text: text.replace("'", "\u2019").replace('"', "\u201d"),
    "upper case": str.upper,
    "colours": lambda text: "\x1b[1;31m" + text.replace(" ", "\x1b[0m \x1b[38;5;196m") + "\x1b[0m",
    "colours without escapes": lambda text: "[31m" + text.replace(": ", ":[0m [1;33m") + "[0m",
    "json": json_text,
    "json in json": lambda text: json.dumps({"message": json_text(text)}),
    "json wrapped": lambda text: hard_wrap(json_text(text)),
    "json in one line": lambda text: json.dumps(json.loads(json_text(text))),
    "python repr": lambda text: repr({"stoppedReason": text}),
    "html": lambda text: "<td>" + text.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;") + "</td>",
    "github log": ci_log,
    "github log, wrapped by the tool": lambda text: ci_log(textwrap.fill(text, 80)),
    "gitlab log": lambda text: "\n".join(f"2026-11-23T10:00:00.123456Z 01O {line}" for line in textwrap.wrap(text, 70)),
    "clock in front": lambda text: "\n".join(f"[10:00:00] {line}" for line in textwrap.wrap(text, 70)),
    "syslog": lambda text: "\n".join(
        f"Nov 28 10:00:00 ip-10-0-0-9 app[712]: {line}" for line in textwrap.wrap(text, 70)
    ),
    "codebuild": lambda text: "\n".join(
        f"[Container] 2026/11/28 10:00:00.123456 {line}" for line in textwrap.wrap(text, 70)
    ),
    "grep -n": lambda text: "\n".join(
        f"deploy.log:{at}:{line}" for at, line in enumerate(hard_wrap(text).split("\n"), 98)
    ),
    "grep -n -A": lambda text: "\n".join(f"{at}-{line}" for at, line in enumerate(hard_wrap(text).split("\n"), 98)),
    "go log": lambda text: "\n".join(f"2026/11/28 10:00:00 {line}" for line in textwrap.wrap(text, 70)),
    "events of cdk": lambda text: "\n".join(f"4:43:04 PM {line}" for line in textwrap.wrap(text, 70)),
    "aws logs tail": lambda text: "\n".join(
        f"2026-11-28T10:00:00.123000+00:00 app/web/{'0a' * 16} {line}" for line in textwrap.wrap(text, 70)
    ),
    "bold": lambda text: text.replace("failed", "**failed**").replace("370", "**370**"),
    "box of terraform": lambda text: "╷\n│ Error: " + "\n│ ".join(textwrap.wrap(text, 70)) + "\n╵",
    "docker compose": lambda text: "\n".join(f"web-1  | {line}" for line in textwrap.wrap(text, 70)),
    "mail": lambda text: "\n".join(f"> {line}" for line in textwrap.wrap(text, 70)),
    "table of the cli": lambda text: f"+---+\n|| stoppedReason  |  {text}  ||\n+---+",
    "utf-16 read as bytes": lambda text: text.encode("utf-16-le").decode("utf-8", "replace"),
}


@pytest.mark.parametrize("form", PASTES)
def test_paste_of_every_message_is_recognised(form: str) -> None:
    found = {entry.id: match(PASTES[form](entry.example)) for entry in entries()}
    assert {name: [entry.id for entry in got] for name, got in found.items() if not got or got[0].id != name} == {}


def test_several_messages_are_told_apart() -> None:
    log = "\n".join([ASM.example, "web-1 | listening", LOGS.example, ENTRIES["readonly-fs"].example])
    assert [entry.id for entry in match(log)] == ["rie-asm-network", "rie-logs-network", "readonly-fs"]


def test_what_one_message_lacks_is_not_taken_from_the_next() -> None:
    denied = ENTRIES["rie-asm-access-denied"].example
    assert [entry.id for entry in match(f"stoppedReason: {denied}\nstoppedReason: {LOGS.example}")] == [
        "rie-asm-access-denied",
        "rie-logs-network",
    ]


def test_a_consequence_gives_way_to_its_cause_and_comes_last() -> None:
    cause, consequence = ENTRIES["oom"].example, ENTRIES["essential-exited"].example
    assert match(f"{consequence} {cause}")[0].id == "oom"
    assert [entry.id for entry in match(f"{cause} exit code 137")] == ["oom"]
    assert match(consequence + "\n" + ENTRIES["pg-refused"].example)[0].id == "pg-refused"


def test_the_same_message_twice_is_one_answer() -> None:
    assert [entry.id for entry in match(ASM.example * 30)] == ["rie-asm-network"]


def test_place_in_a_log_is_quoted() -> None:
    (found,) = find(ci_log(json_text(LOGS.example)))
    assert "failed to validate logger args: The task cannot find the Amazon CloudWatch log group" in found.quote
    assert "\n" not in found.quote
    assert len(found.quote) < 1000


def test_quote_is_safe_to_show() -> None:
    odd = "\x07\x9b31m \udcff \\ud800 \x1b]0;title\x07 \u202e"
    (found,) = find(f"{odd} Error: EROFS: {odd} read-only file system {odd}")
    assert "EROFS" in found.quote
    assert found.quote.isprintable()
    assert found.quote.encode()


@pytest.mark.parametrize("before", [0, 5_000, 18_000])
def test_a_long_ci_log_is_searched_from_end_to_end(before: int) -> None:
    noise = [f"2026-11-23T10:00:00.1234567Z {line}" for line in BENIGN] * 1000
    log = "\n".join([*noise[:before], f"2026-11-23T10:00:00.1234567Z {ASM.example}", *noise[before:18_000]])
    assert len(log) > 1_000_000
    began = time.process_time()
    assert [entry.id for entry in match(log)] == ["rie-asm-network"]
    assert time.process_time() - began < 20


def test_of_an_endless_text_beginning_and_end_are_read() -> None:
    noise = "all is well\n" * (LIMIT // 3)
    assert [entry.id for entry in match(ASM.example + noise + LOGS.example)] == ["rie-asm-network", "rie-logs-network"]
    assert len(plain(noise)) <= LIMIT + 1
