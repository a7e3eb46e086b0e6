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

    def of(self, value: Value) -> str:
        """A value as text."""
        match value:
            case Literal(text):
                return text.replace(_OPEN, "").replace(_CLOSE, "")
            case Text(pieces):
                return "".join(self.of(piece) for piece in pieces)
        return self._marks.setdefault(value, f"{_OPEN}{len(self._marks)}{_CLOSE}")

    def shown(self, text: str) -> str:
        """A text for people, with what is not written out as the values show it."""
        for value, mark in self._marks.items():
            text = text.replace(mark, shown_within_text(value))
        return text


def whole(text: str) -> bool:
    """Tell whether all of a text is written out."""
    return _OPEN not in text


def literal(value: Value) -> str | None:
    """What is written, None when anything in it is not."""
    return value.text if isinstance(value, Literal) else None


def number(value: Value) -> int | None:
    """A number that is written, None otherwise."""
    return value.integer if isinstance(value, Literal) else None


@dataclass(frozen=True)
class Address:
    """Where a text says that something listens. ``port`` is None when it does not say, nor its scheme."""

    scheme: str
    host: str
    port: int | None

    def __str__(self) -> str:
        return self.host if self.port is None else f"{self.host}:{self.port}"


def address(text: str) -> Address | None:
    """Read ``http://name:3000/path``, ``name:3000`` or ``name``; None when it is nothing like it."""
    found = _ADDRESS.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not found:
        return None
    scheme = (found["scheme"] or "").lower()
    port = int(found["port"]) if found["port"] else _PORTS.get(scheme)
    return Address(scheme, found["host"].rstrip("."), port)
