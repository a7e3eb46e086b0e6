"""Python's search for garbage, which costs more than it finds where much is made that is needed until the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (50_000, 20, 20)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Have Python look for garbage seldom: an analysis keeps what it makes, and looking took a fifth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def pass_over() -> None:
    """Have Python pass over all that is there by now, when it looks for garbage: modules and rules stay until the end.

    Half of what the checks cost cfn-lint was the search through what they had imported.
    """
    gc.freeze()
