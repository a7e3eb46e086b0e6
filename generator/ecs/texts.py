"""Values as texts: a mark stands for whatever is not written out, so that equal texts are equal values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.stack import Literal, Text, Value, shown_within_text

_OPEN, _CLOSE = "\ue000", "\ue001"
_ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.:-]*)://)?(?:[^@/\s]*@)?(?P<host>[^\s:/?#@,]+)(?::(?P<port>\d{1,5}))?(?:[/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
LONGEST = 4000


class Texts:
    """The texts of one graph's values."""

    def __init__(self) -> None:
        self._marks: dict[Value, str] = {}

    def text(self, value: Value) -> str:
        """A value as text, with a mark for each part that is not written out."""
        match value:
            case Literal(text):
                return text.replace(_OPEN, "").replace(_CLOSE, "")
            case Text(pieces):
                return "".join(self.text(piece) for piece in pieces)
        return self._marks.setdefault(value, f"{_OPEN}{len(self._marks)}{_CLOSE}")

    def shown(self, text: str) -> str:
        """A text as people read it: each mark replaced by the value that it stands for, as messages show it."""
        for value, mark in self._marks.items():
            text = text.replace(mark, shown_within_text(value))
        return text


def whole(text: str) -> bool:
    """Tell whether all of a text is written out."""
    return _OPEN not in text


def literal(value: Value) -> str | None:
    """The text of a value; None when any part of it is not written out."""
    return value.text if isinstance(value, Literal) else None


def number(value: Value) -> int | None:
    """The whole number that a value is; None when it is none, or is not written out."""
    return value.integer if isinstance(value, Literal) else None


@dataclass(frozen=True)
class Address:
    """Host and port in a text. ``port`` is None when neither the text nor its scheme gives one."""

    scheme: str
    host: str
    port: int | None

    def __str__(self) -> str:
        return self.host if self.port is None else f"{self.host}:{self.port}"


def address(text: str) -> Address | None:
    """Read ``http://name:3000/path``, ``name:3000`` or ``name``; None when the text is no address."""
    match = _ADDRESS.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not match:
        return None
    scheme = (match["scheme"] or "").lower()
    port = int(match["port"]) if match["port"] else _PORTS.get(scheme)
    return Address(scheme, match["host"].rstrip("."), port)
