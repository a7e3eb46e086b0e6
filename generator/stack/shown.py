"""Values as people read them: in messages, and in the evidence of a proof."""

from __future__ import annotations

from collections.abc import Iterable

from generator.stack.values import (
    Absent,
    Call,
    Choice,
    Listing,
    Literal,
    Mapping,
    Pseudo,
    Reference,
    Text,
    Unknown,
    Value,
)

_PARAMETER, _IMPORT = "parameter ", "import of "


def shown(value: Value) -> str:
    """Show a value to people, in CloudFormation's own terms.

    ``str`` of a value identifies it; this names it, where the two differ: the parameter X, not ``${?parameter X}``, and
    TaskGroup, AdminGroup for a list of references. Only within a text does a reference keep the form of Fn::Sub.
    """
    match value:
        case Literal(text):
            return text
        case Reference(resource, attribute):
            return resource if attribute == "Ref" else f"{resource}.{attribute}"
        case Pseudo(name):
            return name
        case Text(pieces):
            return "".join(shown_within_text(piece) for piece in pieces)
        case Listing(inner):
            return _listed(inner) or "an empty list"
        case Mapping(entries):
            return ", ".join(f"{key}: {shown(entry)}" for key, entry in entries) or "an empty mapping"
        case Call(function, arguments):
            present = [argument for argument in arguments if not isinstance(argument, Absent)]
            return f"!{function} {shown(present[0])}" if len(present) == 1 else f"!{function} [{_listed(present)}]"
        case Choice(condition, yes, no):
            return f"{shown(yes)} or {shown(no)}, as the condition {condition} decides"
        case Absent():
            return "no value"
        case Unknown(identity):
            return f"the {identity}" if identity.startswith((_PARAMETER, _IMPORT)) else "a value that is not known here"


def _listed(values: Iterable[Value]) -> str:
    return ", ".join(map(shown, values))


def shown_within_text(piece: Value) -> str:
    """Show a piece of a text in the form of Fn::Sub, which tells a name from what is written out."""
    if isinstance(piece, Literal):
        return piece.text
    name = piece.identity.removeprefix(_PARAMETER) if isinstance(piece, Unknown) else shown(piece)
    return f"${{{name}}}"
