"""One line that says what is done, how far it is and what is next, for whoever waits at a terminal."""

from __future__ import annotations

import os
import shutil
import sys
import time
from types import TracebackType
from typing import TextIO

PAUSE = 0.1
"""Seconds between two drawings of what is the same but for its count."""
ECHO = 2
"""Columns of the ^C that a terminal writes behind the line when it is typed."""


class Waiting:
    """A line on standard error that is drawn over itself, and gone when the block ends, however it does.

    ``with Waiting() as waiting:`` hands ``waiting.step`` to what takes long. Nothing is written where nobody
    watches. It is drawn without control codes, so every terminal shows it that knows a carriage return; one that does
    not (TERM=dumb) gets a line for each thing that is begun.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._seen = self._stream.isatty()
        self._draws = os.environ.get("TERM") != "dumb"
        self._began = self._drawn_at = time.monotonic()
        self._what = ""
        self._drawn = 0
        """How many columns stand there now."""

    def __enter__(self) -> Waiting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away: something else is written now."""
        if self._drawn:
            self._write(f"\r{' ' * (self._drawn + ECHO)}\r")
            self._drawn = 0

    def step(self, what: str, done: int, total: int, *then: str) -> None:
        """Show where it is."""
        now = time.monotonic()
        if not self._seen or (what == self._what and (not self._draws or now - self._drawn_at < PAUSE)):
            return
        self._what, self._drawn_at = what, now
        after = f", then {', '.join(then)}" if then else ""
        room = shutil.get_terminal_size((80, 24)).columns - 1 - ECHO
        if not self._draws:
            line = f"{what}{after}"
            self._write(f"{line if len(line) <= room else _short(what, room)}\n")
            return
        far = f": {done} of {total} done" if total > 1 else ""
        took = f" ({int(now - self._began)}s)" if now - self._began >= 1 else ""
        line = f"{what}{far}{after}{took}"
        line = line if len(line) <= room else _short(f"{what}{far}{took}", room)
        line = line.ljust(self._drawn)[:room]
        self._write(f"\r{line}")
        self._drawn = len(line)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _short(words: str, room: int) -> str:
    """Leave out the middle: what is done stands in front, the file's name and the count at the end."""
    head = room // 5
    return words if len(words) <= room else f"{words[:head]}...{words[-(room - head - 3) :]}"
