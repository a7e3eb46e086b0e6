"""How a terminal is written to: its width, and colour only where somebody sees it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TextIO

WIDEST, NARROWEST = 120, 60


@dataclass(frozen=True)
class Style:
    """Width, colour or not, and whether the terminal knows more than ASCII."""

    width: int = 100
    colour: bool = False
    signs: bool = True
    cut: bool = False
    """Whether evidence that is longer than a line is cut; in a file it is kept."""

    def bold(self, words: str) -> str:
        return self._paint("1", words)

    def dim(self, words: str) -> str:
        return self._paint("2", words)

    def red(self, words: str) -> str:
        return self._paint("31", words)

    def green(self, words: str) -> str:
        return self._paint("32", words)

    def yellow(self, words: str) -> str:
        return self._paint("33", words)

    def _paint(self, code: str, words: str) -> str:
        return f"\033[{code}m{words}\033[0m" if self.colour else words


def terminal_style(stream: TextIO | None = None) -> Style:
    """The style that the terminal allows. No colour when output goes to a file, or NO_COLOR is set (https://no-color.org)."""
    stream = stream or sys.stdout
    seen = stream.isatty()
    width = min(max(shutil.get_terminal_size((100, 24)).columns, NARROWEST), WIDEST)
    colour = seen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(width, colour, _knows("✓✗─…→", getattr(stream, "encoding", None)), seen)


def _knows(signs: str, encoding: str | None) -> bool:
    try:
        signs.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
