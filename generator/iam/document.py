"""A policy document, however it is written: data, or JSON text, one statement or several. Reading never raises."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.iam.grammar import WITH_VARIABLES, WITHOUT_VARIABLES, Kind, malformed, malformed_document, misspelt
from generator.iam.statement import Judgement, Request, judge, unreadable
from generator.iam.text import Symbolic, Token, Unknown, read_text, text

_MARK, _ESCAPED = "\ue000", "\\ue000"
"""Stands for a token while JSON text is parsed; of the private use area, so no policy holds it."""


def judge_document(name: str, document: object, kind: Kind, request: Request) -> tuple[Judgement, ...]:
    """Judge every statement of a policy. What cannot be read may allow and may deny."""
    document = parsed(document)
    if isinstance(document, Unknown):
        return (unreadable(name, f"{name} cannot be seen {document}"),)
    if not isinstance(document, Mapping):
        return (unreadable(name, f"{name} is not a document"),)
    if trouble := malformed_document(document):
        return (unreadable(name, f"{name} {trouble}"),)
    variables = _has_variables(document.get("Version", WITHOUT_VARIABLES))
    statements = document["Statement"]
    if isinstance(statements, Mapping):
        statements = [statements]
    if not isinstance(statements, list | tuple):
        return (unreadable(name, f"the statements of {name} cannot be seen"),)
    return tuple(judge(name, index, statement, kind, request, variables) for index, statement in enumerate(statements))


def refused(document: object, kind: Kind) -> str:
    """Say why AWS refuses a policy; empty when it may accept it. What cannot be read is not judged."""
    if isinstance(document, str) and _no_object(document):
        return "it is not a JSON object"
    document = parsed(document)
    if not isinstance(document, Mapping):
        return ""
    if trouble := malformed_document(document):
        return f"it {trouble}"
    statements = document["Statement"]
    listed = [statements] if isinstance(statements, Mapping | str) else statements
    if not isinstance(listed, list | tuple):
        return ""
    if not listed and kind is Kind.IDENTITY:
        return "it lists no Statement"
    troubles = ((index, _trouble(statement, kind)) for index, statement in enumerate(listed, 1))
    return next((f"statement {index} {trouble}" for index, trouble in troubles if trouble), "")


def _trouble(statement: object, kind: Kind) -> str:
    trouble = malformed(statement, kind)
    return misspelt(statement, kind) if not trouble and isinstance(statement, Mapping) else trouble


def _no_object(written: str) -> bool:
    """Tell whether a text that is wholly written out is surely no JSON object."""
    try:
        return "{{resolve:" not in written and not isinstance(json.loads(written), dict)
    except RecursionError:
        return False
    except ValueError:
        return True


def parsed(document: object) -> object:
    """Parse a policy written as JSON text; Unknown when it has a token without a shape, which may hold JSON itself."""
    written = read_text(document) if isinstance(document, str | Symbolic) else None
    if written is None:
        return document
    tokens = tuple(part for part in written.parts if isinstance(part, Token))
    marked = "".join(_MARK if isinstance(part, Token) else part for part in written.parts)
    if any(token.shape is None for token in tokens) or marked.count(_MARK) != len(tokens) or _ESCAPED in marked.lower():
        return Unknown("text that is not wholly known")
    try:
        return _from_json(marked, list(tokens))
    except (ValueError, RecursionError):
        return Unknown("it is not JSON")


def _has_variables(version: object) -> bool | None:
    if isinstance(version, str):
        return {WITH_VARIABLES: True, WITHOUT_VARIABLES: False}.get(version)
    return None


def _from_json(document: str, tokens: list[Token]) -> object:
    filled = _with_tokens(json.loads(document, object_pairs_hook=_without_duplicates), tokens)
    return Unknown("a key of it is not known") if tokens else filled


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError("a key stands twice")
    return mapping


def _with_tokens(data: object, left: list[Token]) -> object:
    """Put the tokens back, in the order in which their marks stand; those in a key are left over."""
    if isinstance(data, str) and _MARK in data:
        first, *others = data.split(_MARK)
        return text(first, *(part for other in others for part in (left.pop(0), other)))
    if isinstance(data, list):
        return [_with_tokens(entry, left) for entry in data]
    if isinstance(data, dict) and not any(_MARK in key for key in data):
        return {key: _with_tokens(value, left) for key, value in data.items()}
    return data
