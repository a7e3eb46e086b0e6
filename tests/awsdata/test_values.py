"""What fits a property: words, bounds, shapes, nothing; and what may have come since."""

from __future__ import annotations

import re

import pytest

from generator.awsdata.values import Accepted, accepted, accepted_on_fargate, attributes


def known(**fields: object) -> Accepted:
    return Accepted(source="a page of AWS", seen="2026-11", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "text", "expected"),
    [
        (known(words=("a", "b")), "b", True),
        (known(words=("a", "b")), "B", False),
        (known(words=("true",)), "True", True),
        (known(words=("a-1",), newer="a-[0-9]"), "a-2", None),
        (known(words=("a-1",), newer="a-[0-9]"), "b-2", False),
        (known(least=5, most=300), "5", True),
        (known(least=5, most=300), "4", False),
        (known(least=5, most=300), "301", False),
        (known(least=5, most=300), "10.0", True),
        (known(least=5, most=300), "ten", False),
        (known(least=0), "-1", False),
        (known(pattern="[a-z]{1,3}"), "abc", True),
        (known(pattern="[a-z]{1,3}"), "abcd", False),
        (known(absent=True), "false", True),
        (known(absent=True), "true", False),
    ],
)
def test_what_fits(one: Accepted, text: str, expected: bool | None) -> None:
    assert one.fits(text) is expected


def test_every_entry_accepts_something_and_says_what() -> None:
    ways = [entry for table in (accepted(), accepted_on_fargate()) for each in table.values() for _, entry in each]
    for entry in (*ways, *(entry for each in attributes().values() for entry in each.values())):
        forms = [bool(entry.words), entry.least is not None, bool(entry.pattern), entry.absent]
        assert forms.count(True) == 1, entry
        assert bool(entry.pattern) == bool(entry.says), entry
        assert entry.for_people
        re.compile(entry.pattern)
        assert all(entry.fits(word) for word in entry.words), entry
