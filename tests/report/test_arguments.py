"""What is mistyped is told in a line, with what was meant and what to type next; never with all options there are."""

from __future__ import annotations

import pytest

from generator.__main__ import main
from generator.deploy.command import main as deploy


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.splitlines()


@pytest.mark.parametrize(
    ("typed", "said", "verb"),
    [
        ("biuld", "there is no verb biuld; did you mean build?", ""),
        ("lint --frmat sarif", "there is no option --frmat; did you mean --format?", " lint"),
        ("lint --frmat=sarif", "there is no option --frmat; did you mean --format?", " lint"),
        ("prove --format htlm", "--format: is one of text, json, html, and not htlm; did you mean html?", " prove"),
        ("prove --why Task", "--why: TASK NEED is missing", " prove"),
        ("init one two", "there is one word too many: two", " init"),
    ],
)
def test_what_was_meant_is_said_by_the_verb_itself(
    typed: str, said: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(typed.split(), capsys) == [
        f"python -m generator{verb}: {said}",
        f"all of it:  python -m generator{verb} --help",
    ]


def test_what_is_missing_is_shown_in_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(["deploy"], capsys)[:2] == [
        "python -m generator deploy: ENV is missing",
        "such as:  python -m generator deploy dev --local",
    ]
    with pytest.raises(SystemExit):
        deploy([])
    assert "such as:  python scripts/deploy.py dev --local\n" in capsys.readouterr().err
