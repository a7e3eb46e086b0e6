"""What a text must hold for an expression to be found in it."""

from __future__ import annotations

import re

import pytest

from generator.catalogue import entries, pattern
from generator.catalogue.needles import needles
from generator.catalogue.paste import plain
from generator.catalogue.pattern import phrases, squeeze
from tests.catalogue.messages import LESSONS
from tests.with_each import with_each


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("loggerargs", ["loggerargs"]),
        ("cannot|failedto", ["cannot", "failedto"]),
        (r"docker\.io/v2", ["docker.io/v2"]),
        ("https?://", ["http"]),  # the s may be missing
        ("colou{0,1}rs", ["colo"]),
        ("ab{2,3}cde", ["cde"]),
        ("a+bcd", ["bcd"]),
        ("stack.{0,400}wasnot", ["wasnot"]),
        ("code[45]xx", ["code"]),
        (r"code\d{3}of", ["code"]),
        (r"[^\]|(]{1,9}end", ["end"]),
        ("(?:get|head)of", ["get", "head"]),
        ("(?:get|head)of(?:it)?", ["get", "head"]),
        ("(?:a|b)longer", ["longer"]),
        ("(?:get|head)?x", ["x"]),
        ("(?!never)ever", ["ever"]),
        ("(?<!not)(?<=is)there", ["there"]),
        ("(?:one(?:two|three)|four)", ["one", "four"]),
        (r"\(service(?!:)", ["(service"]),
        (r"\d{12}|cannot", []),
        ("(?:a|[0-9])", []),
        ("(?:whole)?", []),
        ("^$", []),
    ],
)
def test_words_are_those_that_every_match_holds(expression: str, words: list[str]) -> None:
    assert list(needles(expression)) == words


TEXTS = [squeeze(plain(text)) for text in (*(entry.example for entry in entries()), *LESSONS.values())]


@with_each("text", TEXTS)
def test_no_expression_of_the_catalogue_is_found_without_its_words(text: str) -> None:
    for entry in entries():
        for phrase in (phrase for each in (*entry.pattern, *entry.unless) for phrase in phrases(each)):
            for found in phrase.finditer(text):
                assert any(word in found[0] for word in needles(phrase.pattern) or ("",)), (entry.id, phrase.pattern)


def test_nearly_every_expression_has_words() -> None:
    every = [phrase.pattern for entry in entries() for each in entry.pattern for phrase in phrases(each)]
    assert [expression for expression in every if not needles(expression)] == []


def test_what_is_not_there_is_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    monkeypatch.setattr(pattern, "phrases", lambda each: searched.append(each) or (re.compile("nothing"),))
    assert not pattern.within("logger args ... timed out", "loggerargs: connectionrefused")
    assert searched == []
    assert not pattern.within("logger args ... timed out", "loggerargs: timedout")
    assert searched == ["logger args ... timed out"]


def test_no_pattern_that_stands_in_a_text_is_passed_over_by_the_letters_that_words_begin_with() -> None:
    patterns = tuple(each for entry in entries() for each in entry.pattern)
    texts = [squeeze(plain(entry.example)) for entry in entries()]
    fewest = len(patterns)
    for text in texts:
        known = pattern.starts(text)
        may_stand = pattern.possible(patterns, known)
        fewest = min(fewest, len(may_stand))
        there = {each for each in patterns if pattern.within(each, text)}
        assert there <= may_stand
        assert all(next(pattern.places(each, text, [len(text) + 1], known), None) for each in there)
    assert fewest < len(patterns) / 2, "most are passed over"
