"""Text that may be known only in part: literal pieces and tokens, the way symbolic values reach this package.

A policy read from a template holds references where IAM sees text. Whoever reads the template hands each of them over
as a ``Text`` (or anything with such ``parts``); a value that is not text, a list or a dict is unknown altogether.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Token:
    """A piece of text that is not known, but the same wherever an equal token stands.

    ``shape`` is what is known of its value, as a pattern: ``*`` stands for any run, ``?`` for any one of the characters
    that a name may have, so never a colon, a wildcard, a quote or a backslash. ``"*"`` is a name (of a Region, an
    account, a bucket), ``"arn:*:secretsmanager:*:*:secret:*-??????"`` a secret's ARN. Without a shape the value may be
    anything but a policy variable; in a policy it may even hold wildcards. One that is ``unique`` never has the value
    of another that is: the ARNs of two resources of one template, or the names that are made for them.
    """

    identity: Hashable
    shape: str | None = None
    unique: bool = False

    def __str__(self) -> str:
        return f"${{{self.identity}}}"


Part = str | Token


@runtime_checkable
class Symbolic(Protocol):
    """What another package's symbolic value must offer to be read as text."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The text, piece by piece."""


@dataclass(frozen=True)
class Text:
    """Literal pieces and tokens, concatenated."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        if len(self.parts) == 1 and isinstance(self.parts[0], Token):
            return str(self.parts[0].identity)  # braces are needed only beside other text
        return "".join(str(part) for part in self.parts)


@dataclass(frozen=True)
class Unknown:
    """Any value that cannot be seen: a text, a list, a statement, a whole policy."""

    reason: str = "not known"

    def __str__(self) -> str:
        return f"({self.reason})"


UNKNOWN = Unknown()


def text(*parts: Part) -> Text:
    """Make a text in one form: no empty pieces, neighbours joined, tokens of fully known shape written out."""
    pieces: list[Part] = []
    for part in parts:
        piece = part
        if isinstance(part, Token) and part.shape is not None and not set("*?") & set(part.shape):
            piece = part.shape
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        elif piece != "":
            pieces.append(piece)
    return Text(tuple(pieces))


def read_text(value: object) -> Text | None:
    """Read a scalar of a policy or of a request as text; None when it cannot be seen or is no scalar."""
    if isinstance(value, bool):  # before int, which it is
        return text("true" if value else "false")
    if isinstance(value, str):
        return _written(value)
    if isinstance(value, int | float):
        return text(_digits(value))
    parts = getattr(value, "parts", None)  # of a Symbolic; to ask whether it is one takes ten times as long
    if isinstance(parts, tuple) and all(isinstance(part, str | Token) for part in parts):
        return text(*parts)
    return None


@lru_cache(maxsize=4096)
def _written(value: str) -> Text:
    """What is written out, read once: the same actions and ARNs stand in many policies and questions."""
    return text(value)


def _digits(value: float) -> str:
    """Write a number as JSON does; one too long to write matches nothing that AWS has."""
    try:
        return str(value)
    except ValueError:
        return "a number too long to write"


def literal(value: Text) -> str | None:
    """The text when all of it is known."""
    if all(isinstance(part, str) for part in value.parts):
        return str(value)
    return None


def as_list(value: object) -> list[object]:
    """A list as it is, and anything else as a list of one: every list in a policy may be written either way."""
    return list(value) if isinstance(value, list | tuple) else [value]
