"""Standard output and error that never fail: what is done does not depend on who reads of it, or in which letters."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast


@contextmanager
def unfailing(*told: type[OSError]) -> Iterator[None]:
    """Have everything that is printed meanwhile arrive as far as it can.

    A reader that went away, a full disk and a stream that was closed from the beginning swallow the rest; a letter that
    the stream does not know is written as Python escapes it. Raises none of their errors but those in ``told``.
    """
    before = sys.stdout, sys.stderr
    streams = [_Stream(stream, told) for stream in before]
    sys.stdout, sys.stderr = (cast(TextIO, stream) for stream in streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in streams:
            stream.flush()


class _Stream:
    """One such stream. Whatever is not about writing is as the one behind it has it; None stands for a closed one."""

    def __init__(self, behind: TextIO | None, told: tuple[type[OSError], ...] = ()) -> None:
        self._behind = behind
        self._told = told

    def write(self, text: str) -> int:
        with self._kept():
            if self._behind is not None:
                try:
                    self._behind.write(text)
                except UnicodeEncodeError as error:
                    self._behind.write(text.encode(error.encoding, "backslashreplace").decode(error.encoding))
        return len(text)

    def flush(self) -> None:
        with self._kept():
            if self._behind is not None:
                self._behind.flush()

    def isatty(self) -> bool:
        return self._behind is not None and self._behind.isatty()

    @property
    def encoding(self) -> str:
        return getattr(self._behind, "encoding", None) or "ascii"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._behind, name)

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            if isinstance(error, self._told):
                raise
            # Python writes once more at its exit, what stands in the buffer; that must not fail either.
            with suppress(OSError, ValueError):
                if self._behind is not None:
                    os.dup2(os.open(os.devnull, os.O_WRONLY), self._behind.fileno())
            self._behind = None
