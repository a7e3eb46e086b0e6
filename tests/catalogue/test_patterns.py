"""Patterns take linear time: read off their structure, and tried with texts made to hurt."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from generator.catalogue import Entry, entries, paste
from generator.catalogue.match import _BEGIN
from generator.catalogue.pattern import phrases, places, squeeze, unsqueeze, within
from tests.with_each import with_each

ROOT = Path(__file__).parent.parent.parent
ENTRIES = {entry.id: entry for entry in entries()}
MOST_WAYS = 10_000
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def ways(tree: Any) -> int:
    """Count, at most, in how many ways a regular expression can be tried from one place.

    Nothing may repeat without a bound, and what repeats often may hold no other repetition.
    """
    product, beside = 1, 0
    for kind, argument in tree:
        if kind in (op.ASSERT, op.ASSERT_NOT):  # tried for each way so far; keeps none of its own for later
            beside += product * (ways(argument[1]) - 1)
        else:
            product *= _ways(kind, argument)
    return product + beside


def _ways(kind: Any, argument: Any) -> int:
    if kind in REPEATS:
        _, most, inner = argument
        if most == op.MAXREPEAT or most > 500:
            raise AssertionError("repeats without a bound")
        if most > 1 and repeats(inner):
            raise AssertionError("repeats within a repetition")
        return int(most + 1) * ways(inner)
    if kind is op.BRANCH:
        return sum(ways(branch) for branch in argument[1])
    if kind is op.SUBPATTERN:
        return ways(argument[-1])
    return 1


def repeats(tree: Any) -> bool:
    """Tell whether something in an expression repeats; being optional does not count."""
    for kind, argument in tree:
        inner = argument[2] if kind in REPEATS else argument[-1] if kind is op.SUBPATTERN else ()
        branches = argument[1] if kind is op.BRANCH else [inner]
        if (kind in REPEATS and argument[1] > 1) or any(repeats(branch) for branch in branches):
            return True
    return False


def every_pattern(entry: Entry) -> list[str]:
    return [*entry.pattern, *entry.unless, *filter(None, entry.told_by)]


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    for entry in entries():
        for pattern in every_pattern(entry):
            for phrase in phrases(pattern):
                yield entry.id, phrase
    yield "where messages begin", _BEGIN
    yield "colour", paste._COLOUR
    yield "escape", paste._ESCAPE


@with_each("owner, expression", expressions(), ids=lambda row: row[0])
def test_expression_has_few_ways(owner: str, expression: re.Pattern[str]) -> None:
    assert ways(_parser.parse(expression.pattern, expression.flags)) <= MOST_WAYS, owner


@pytest.mark.parametrize(
    "bad",
    [
        r"a+b",
        r"(?:a|b)*",
        r"(?:a{1,9}b?){2,9}",
        r".{0,400}x.{0,400}",
        r"(?:(?:a{1,3})|b){2}",
        r".{0,400}(?!x.{0,400}y)",
    ],
)
def test_checker_refuses(bad: str) -> None:
    with pytest.raises(AssertionError):
        assert ways(_parser.parse(bad)) <= MOST_WAYS


@with_each("entry", ENTRIES)
def test_pattern_keeps_to_the_notation(entry: Entry) -> None:
    for pattern in every_pattern(entry):
        assert re.findall(r"\\[sSbBWrnt]|\[\^[^]]* ", pattern) == [], (
            "white space and borders do not exist in squeezed text"
        )
        assert re.findall(r"(?<!\\)(?:\.|\[\^[^]]*\])\{[1-9]", pattern) == [], (
            "what stands in a gap may all be squeezed out"
        )
        assert "*" not in pattern.replace("\\*", "")
        for phrase in phrases(pattern):
            assert not phrase.match(""), "a phrase that is always there says nothing"
            assert not re.search(r"[\s\"'|]{0}[A-Z\s\"']", re.sub(r"\\.", "", phrase.pattern))


HARD = """
import sys
from generator.catalogue import entries, match
from generator.catalogue.pattern import phrases
import re
size = int(sys.argv[1])
for entry in entries()[int(sys.argv[2])::4]:
    words = re.findall(r"[\\w.:/@ -]{3,}", " ".join(entry.pattern)) + [entry.example, entry.example[:-9]]
    for word in [*words[-5:], " ".join(words[:-2]), "".join(reversed(words))]:
        match(word * (size // len(word)))
"""


@pytest.mark.parametrize("part", range(4))
def test_own_words_repeated_do_not_hang(part: int) -> None:
    subprocess.run([sys.executable, "-c", HARD, "8000", str(part)], cwd=ROOT, check=True, timeout=240)


@pytest.mark.parametrize("between", ["'\\''", '""', "' '", "x"])
def test_a_gap_may_hold_what_does_not_count(between: str) -> None:
    assert within("invalid character .{0,8}looking for", squeeze(f"invalid character {between} looking for"))


@pytest.mark.parametrize("left", ["AccessDeniedException", "AccessDenied...", "Acces\u2026", "Acce", "AccessDe, "])
def test_a_word_that_is_cut_off_is_known_by_its_beginning(left: str) -> None:
    assert within("from ssm ... {cut:AccessDeniedException}", squeeze(f"from ssm: {left}"))


@pytest.mark.parametrize("other", ["Acc...", "Accept...", "Access to it"])
def test_another_word_or_too_little_of_it_is_not(other: str) -> None:
    assert not within("from ssm ... {cut:AccessDeniedException}", squeeze(f"from ssm: {other}"))


def test_phrases_follow_each_other_within_one_message() -> None:
    assert list(places("a ... b|c", "xaxbxaxxc", [10])) == [[(1, 2), (3, 4)], [(5, 6), (8, 9)]]
    assert list(places("a ... b", "ba", [3])) == []
    assert list(places("a ... b", "axxb", [2, 5])) == []
    assert list(places("a ... b", "a" + "x" * 3000 + "b", [4000])) == []


def test_unsqueeze_gives_the_words_as_they_were() -> None:
    text = 'Error:\n  can\'t \u2019pull\u2019  "it" now'
    squeezed = squeeze(text)
    assert squeezed == "error:cantpullitnow"
    start = squeezed.index("pull")
    assert unsqueeze(text, start, start + 6) == 'pull\u2019  "it'
    assert unsqueeze(text, 0, len(squeezed)) == text
    assert unsqueeze(text, 3, 999) == text[3:]
