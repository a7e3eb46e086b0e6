"""Say that something is being waited for, before somebody thinks that nothing happens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS = 5.0
"""After how long it is said."""


@contextmanager
def told_to_wait(say: Callable[[str], object], text: str) -> Iterator[None]:
    """Say ``text``, once, when the block takes longer than :data:`SECONDS`, while it still goes on."""
    timer = threading.Timer(SECONDS, say, [text])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
