"""One test for many rows: it fails for any of them, and says for which."""

from __future__ import annotations

import inspect

import pytest

from tests.with_each import with_each


def test_every_row_that_fails_is_told_and_the_others_are_tried() -> None:
    tried = []

    @with_each("number, least", {"one": (1, 1), "two": (2, 9), "three": (3, 3), "four": (4, 9)})
    def is_enough(number: int, least: int) -> None:
        tried.append(number)
        assert number >= least

    with pytest.raises(ExceptionGroup, match="2 of 4 rows fail: two; four") as told:
        is_enough()
    assert tried == [1, 2, 3, 4]
    assert [error.__notes__ for error in told.value.exceptions] == [["with two"], ["with four"]]


def test_rows_without_names_are_all_tried_even_if_they_are_alike() -> None:
    tried = []
    with_each("row", ["a", "a"])(lambda row: tried.append(row))()
    assert tried == ["a", "a"]


def test_what_is_left_are_fixtures() -> None:
    def test(tmp_path: str, row: str) -> None: ...

    assert list(inspect.signature(with_each("row", ["a"])(test)).parameters) == ["tmp_path"]


@pytest.mark.parametrize(("names", "rows"), [("row", []), ("other", ["a"])])
def test_what_would_try_nothing_is_refused(names: str, rows: list[str]) -> None:
    def test(row: str) -> None: ...

    with pytest.raises(AssertionError):
        with_each(names, rows)(test)


def test_rows_that_do_not_fit_fail() -> None:
    with pytest.raises(ExceptionGroup, match="1 of 1"):
        with_each("one, two", [("a",)])(lambda one, two: None)()
