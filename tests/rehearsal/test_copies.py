"""What is copied in C is what Python would copy, in one thread only; what cannot be pickled is copied all the same."""

from __future__ import annotations

import copy
import threading
from typing import Any

import pytest

from generator.rehearsal import copies


class Told:
    """Says who copied it."""

    def __init__(self) -> None:
        self.by = ""

    def __deepcopy__(self, memo: dict[int, Any]) -> Told:
        copied = Told()
        copied.by = "Python"
        return copied


@pytest.fixture(autouse=True)
def made_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy, "deepcopy", copy.deepcopy)
    copies.copies_may_be_made_in_c()


def test_a_copy_is_equal_and_another_and_what_was_one_thing_stays_one() -> None:
    inner = {"a": [1, (2, b"3")]}
    with copies.in_c():
        made = copy.deepcopy([inner, inner])
    assert made == [inner, inner]
    assert made[0] is made[1]
    assert made[0] is not inner
    assert made[0]["a"] is not inner["a"]


def test_it_is_made_in_c_within_the_block_and_in_its_thread_alone() -> None:
    told: list[str] = []
    with copies.in_c():
        told.append(copy.deepcopy(Told()).by)
        thread = threading.Thread(target=lambda: told.append(copy.deepcopy(Told()).by))
        thread.start()
        thread.join()
    told.append(copy.deepcopy(Told()).by)
    assert told == ["", "Python", "Python"]


def test_what_cannot_be_pickled_is_copied_as_before() -> None:
    class Local:
        """No pickle knows where it is."""

    held = {"local": Local(), "function": lambda: 1}
    with copies.in_c():
        made = copy.deepcopy(held)
    assert isinstance(made["local"], Local)
    assert made["local"] is not held["local"]
    assert made["function"] is held["function"]
