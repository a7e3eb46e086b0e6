"""Parameters that contradict themselves: CloudFormation refuses the template before anything is created."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.stack import Graph


def parameter_faults(graph: Graph) -> Iterator[str]:
    """Say which Defaults do not fit what their own parameters allow, and which parameters are of no type."""
    for at in dict.fromkeys(each.at for each in graph.resources):
        document = at.document
        for name, declared in document.section("Parameters").items():
            default = declared.get("Default") if isinstance(declared, dict) else None
            if default in (None, "") or isinstance(default, dict | list):
                continue
            yield from _of_kind(f"the Default of {name} of {document.name}", _text(default), declared)
            yield from _unfit(f"the Default of {name} of {document.name}", _text(default), declared)
            allowed, kind = declared.get("AllowedValues"), str(declared.get("Type", ""))
            texts = [_text(each) for each in allowed] if isinstance(allowed, list) else []
            given = _text(default).split(",") if "List" in kind else [_text(default)]
            if texts and any(one.strip() not in texts for one in given):
                yield f"the Default of {name} of {document.name} is not one of its AllowedValues"


def _of_kind(what: str, text: str, declared: dict[str, Any]) -> Iterator[str]:
    """Say which Default is no list of numbers, or no name of a parameter of the store.

    Sources: CloudFormation User Guide, "CloudFormation-supplied parameter types"; Systems Manager API Reference,
    PutParameter, Name; from memory, 2026-11.
    """
    kind = str(declared.get("Type", ""))
    if kind == "List<Number>" and any(_number(each.strip()) is None for each in text.split(",")):
        yield f"{what} is {text[:40]!r}, and no list of numbers"
    if kind.startswith("AWS::SSM::Parameter::") and not re.fullmatch(r"[A-Za-z0-9_./:-]+", text):
        yield f"{what} is {text[:40]!r}, which is no name of a parameter of the store"


def _unfit(what: str, text: str, declared: dict[str, Any]) -> Iterator[str]:
    """Say which bounds of its own a Default breaks, and which type does not exist."""
    kind = str(declared.get("Type", ""))
    if not kind.startswith(("AWS::", "List<")) and kind not in ("String", "Number", "CommaDelimitedList"):
        yield f"{what} is of the type {kind or 'nothing'}, which is none of parameters"
    if kind == "Number" and _number(text) is None:
        yield f"{what} is {text[:40]!r}, and no number"
    bounds = {key: _number(declared.get(key)) for key in ("MinValue", "MaxValue", "MinLength", "MaxLength")}
    for low, high, size in (("MinValue", "MaxValue", _number(text)), ("MinLength", "MaxLength", float(len(text)))):
        least, most = bounds[low], bounds[high]
        if size is not None and ((least is not None and size < least) or (most is not None and size > most)):
            yield f"{what} is out of its own bounds, {low} and {high}"
    pattern = declared.get("AllowedPattern")
    if kind == "String" and isinstance(pattern, str) and text:
        try:
            fits = re.fullmatch(pattern, text)
        except re.error:  # It is written for another engine.
            return
        if not fits:
            yield f"{what} does not fit its own AllowedPattern"


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
