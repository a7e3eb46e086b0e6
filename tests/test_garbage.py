"""An analysis leaves the search for garbage as it found it, and looks for it seldom meanwhile."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from generator.garbage import seldom_collected


def test_the_search_is_as_it_was_afterwards_even_if_something_fails() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="of the analysis"), seldom_collected():
        raise ValueError("of the analysis")
    assert gc.get_threshold() == before


def test_garbage_is_looked_for_seldom_meanwhile() -> None:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    gc.collect()
    looked: list[str] = []
    gc.callbacks.append(lambda phase, _: looked.append(phase))
    try:
        with seldom_collected():
            kept = [[number] for number in range(20_000)]
            meanwhile = len(looked)
        assert (len(kept), meanwhile) == (20_000, 0)
    finally:
        gc.callbacks.pop()
        gc.set_threshold(*before)


def test_what_is_imported_with_the_rules_is_passed_over() -> None:
    told = "import gc, generator.rules; print(gc.get_freeze_count() > len(gc.get_objects()))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60)
    assert run.stdout.split() == ["True"], run.stderr
