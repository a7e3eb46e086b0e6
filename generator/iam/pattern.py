"""A policy's text as elements to match: characters, wildcards, tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from generator.iam.text import Part, Text, Token

ARN_FIELDS = 6
"""arn:partition:service:region:account:resource; the sixth may hold colons of its own."""


@dataclass(frozen=True)
class Run:
    """Any run of characters, empty too; only with ``colons`` may it hold a colon."""

    colons: bool


@dataclass(frozen=True)
class One:
    """Any one character; only with ``colons`` may it be a colon."""

    colons: bool


Element = str | Run | One | Token


@dataclass(frozen=True)
class Literal:
    """Text in a pattern in which ``*`` and ``?`` mean themselves, as a policy variable's value does."""

    value: str


Piece = Part | Literal


@dataclass(frozen=True)
class Pattern:
    """What certainly matches, and what possibly does: they differ where AWS does not say, or a token hides it.

    ``certain`` is None when nothing certainly matches.
    """

    certain: tuple[Element, ...] | None
    possible: tuple[Element, ...]


def exact(pieces: tuple[Piece, ...]) -> Pattern:
    """Read a text without wildcards, such as StringEquals compares."""
    elements = tuple(element for piece in pieces for element in _plain(piece))
    return Pattern(elements, elements)


@lru_cache(maxsize=4096)
def wildcard(pieces: tuple[Piece, ...]) -> Pattern:
    """Read a text in which ``*`` and ``?`` match any characters, such as StringLike and Action compare."""
    elements = tuple(element for piece in pieces for element in _wild(piece, colons=True))
    return Pattern(elements, elements)


@lru_cache(maxsize=4096)
def arn(pieces: tuple[Piece, ...], crossing: bool) -> Pattern:
    """Read an ARN pattern, field by field.

    A wildcard in the first five fields stays within its field. With ``crossing`` (the Resource element) a ``*`` that
    ends a field "can expand" over colons, which leaves such a match unknown; the ARN operators never cross.
    An ARN of fewer than six fields is nothing AWS promises to match.
    Source: IAM User Guide, "Resource" (Using wildcards in resource ARNs) and "Condition operators" (ARN).
    """
    if pieces == ("*",) and crossing:
        return Pattern((Run(True),), (Run(True),))
    certain: list[Element] = []
    possible: list[Element] = []
    colons, hidden = 0, False
    for piece in pieces:
        if not isinstance(piece, str):
            certain += _plain(piece)
            possible += _plain(piece)
            colons += _colons(piece)
            hidden = hidden or (isinstance(piece, Token) and piece.shape is None)
            continue
        for position, character in enumerate(piece):
            last_field = colons >= ARN_FIELDS - 1
            stretches = crossing and character == "*" and piece[position + 1 : position + 2] in ("", ":")
            certain += _wild(character, colons=last_field)
            possible += _wild(character, colons=last_field or hidden or stretches)
            colons += character == ":"
    if colons >= ARN_FIELDS - 1:
        return Pattern(tuple(certain), tuple(possible))
    return Pattern(tuple(certain) if hidden else None, (*possible, Run(True)))


def subject(value: Text) -> tuple[Element, ...]:
    """Read the text that is compared with a pattern: wildcards in it mean themselves."""
    return tuple(element for part in value.parts for element in _plain(part))


def shape_elements(token: Token) -> tuple[Element, ...]:
    """Spread a token into what is known of its value."""
    return (Run(True),) if token.shape is None else tuple(_wild(token.shape, colons=False))


def _plain(piece: Piece) -> list[Element]:
    if isinstance(piece, Token):
        return [piece]
    return list(piece.value if isinstance(piece, Literal) else piece)


def _wild(piece: Piece, colons: bool) -> list[Element]:
    if not isinstance(piece, str):
        return _plain(piece)
    special: dict[str, Element] = {"*": Run(colons), "?": One(colons)}
    return [special.get(character, character) for character in piece]


def _colons(piece: Token | Literal) -> int:
    known = piece.value if isinstance(piece, Literal) else piece.shape
    return (known or "").count(":")
