"""Texts that end otherwise, and lists of texts of which the middle is another."""

from __future__ import annotations

import json

import pytest

from generator.checks.health._meant import led, shelled, unshelled
from generator.lint.fix.source import Lost, Source
from generator.lint.fix.written import ending, words
from generator.remedy import Words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("!Sub '${Secret}:token'  # of the app", "!Sub '${Secret}:token::'  # of the app"),
        ("arn:aws:x:token", '"arn:aws:x:token::"'),
        ("!Join ['', [!Ref Secret, ':token']]", "!Join ['', [!Ref Secret, ':token::']]"),
        ("{'Fn::Sub': ['${S}:token', {S: !Ref Secret}]}", "{'Fn::Sub': ['${S}:token::', {S: !Ref Secret}]}"),
    ],
)
def test_a_text_ends_otherwise_however_it_is_put_together(before: str, after: str) -> None:
    assert ending(("Value",), "", "::", Source(f"Value: {before}\n")).text == f"Value: {after}\n"


@pytest.mark.parametrize("text", ["!Join ['-', [a, b]]", "!Ref Secret", "!Join ['', [a, !Ref Secret]]", "!GetAtt A.B"])
def test_what_is_no_text_at_its_end_stays(text: str) -> None:
    with pytest.raises(Lost):
        ending(("Value",), "", "::", Source(f"Value: {text}\n"))


CURL = "curl -f http://localhost/ || exit 1"


@pytest.mark.parametrize(
    ("before", "found", "after"),
    [
        (f"\n  - {CURL}\n", led([CURL]), f"\n  - CMD-SHELL\n  - {CURL}\n"),
        (f"[{CURL}]\n", led([CURL]), f"[CMD-SHELL, {CURL}]\n"),
        ("[curl, -f, 'http://localhost/']\n", led(["curl", "-f", "http://localhost/"]), None),
        ("['cmd shell', curl]  # why\n", led(["cmd shell", "curl"]), "[CMD-SHELL, curl]  # why\n"),
        (f"[CMD, {CURL}]\n", shelled(["CMD", CURL]), f"[CMD-SHELL, {CURL}]\n"),
        (
            "\n  - CMD\n  - curl\n  - -f\n  - http://localhost/\n  - '||'\n  - exit 1  # why\n",
            shelled(["CMD", "curl", "-f", "http://localhost/", "||", "exit 1"]),
            f'\n  - CMD-SHELL\n  - "{CURL}"  # why\n',
        ),
        ("[CMD-SHELL, curl, -f]\n", unshelled(["CMD-SHELL", "curl", "-f"]), "[CMD, curl, -f]\n"),
    ],
)
def test_a_command_says_what_it_means(before: str, found: Words | None, after: str | None) -> None:
    assert found is not None
    text = words(("Command",), found.old, found.new, Source(f"Command: {before}")).text
    assert text == f"Command: {after or before.replace('[curl', '[CMD, curl')}"


def test_a_list_with_something_else_in_it_stays() -> None:
    with pytest.raises(Lost):
        words(("Command",), ["a"], ["CMD", "a"], Source("Command: [!Ref a]\n"))
    with pytest.raises(Lost):
        words(("Command",), ["a", "b"], ["c"], Source("Command:\n  - a  # why\n  - b\n"))


def test_json_keeps_its_lines() -> None:
    text = json.dumps({"Command": [CURL, "x"]}, indent=2)
    assert words(("Command",), [CURL, "x"], ["CMD", CURL, "x"], Source(text)).text == json.dumps(
        {"Command": ["CMD", CURL, "x"]}, indent=2
    )
