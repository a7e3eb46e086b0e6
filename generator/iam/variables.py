"""Policy variables: ``${aws:PrincipalTag/team}`` in a policy stands for a value of the request.

Source: IAM User Guide, "Variables and tags". Only policies of version 2012-10-17 have them.
"""

from __future__ import annotations

import re

from generator.iam.context import Absent, Context
from generator.iam.pattern import Literal, Piece
from generator.iam.text import Text, Token, Unknown, literal

_VARIABLE = re.compile(r"\$\{(?P<name>[^}]*)(?P<end>\}?)")
_WITH_DEFAULT = re.compile(r"(?P<key>[^,]*?)\s*,\s*'(?P<default>[^']*)'\s*")
SPECIAL = ("*", "?", "$")
"""``${*}``, ``${?}``, ``${$}`` write these characters where they would mean something else."""


def substitute(value: Text, context: Context, allowed: bool | None) -> tuple[Piece, ...] | None:
    """Replace policy variables by the request's values; None when one has no value: such a text matches nothing.

    ``allowed`` says whether the policy's version has variables; None when that is not known.
    """
    pieces: list[Piece] = []
    for part in value.parts:
        if isinstance(part, Token) or "${" not in part or allowed is False:
            pieces.append(part)
            continue
        read = 0
        for variable in _VARIABLE.finditer(part):
            pieces.append(part[read : variable.start()])
            read = variable.end()
            known = allowed and variable["end"]
            value_pieces = _value(variable["name"], context) if known else _unseen(variable[0])
            if value_pieces is None:
                return None
            pieces += value_pieces
        pieces.append(part[read:])
    return _joined(pieces)


def _value(name: str, context: Context) -> list[Piece] | None:
    if name in SPECIAL:
        return [Literal(name)]
    with_default = _WITH_DEFAULT.fullmatch(name)
    key = with_default["key"] if with_default else name
    seen = context.look(key)
    if isinstance(seen, Absent) or seen == ():
        return [Literal(with_default["default"])] if with_default else None
    if isinstance(seen, Unknown) or len(seen) != 1 or isinstance(seen[0], Unknown):
        return _unseen(name)
    known = literal(seen[0])
    if known is not None:
        return [Literal(known)]
    return [part if isinstance(part, Token) else Literal(part) for part in seen[0].parts]


def _unseen(name: str) -> list[Piece]:
    return [Token(("policy variable", name))]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece != "":
            joined.append(piece)
    return tuple(joined)
