"""Single values that do not fit a part of a registry schema: numbers, truth values, words and their forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from ipaddress import IPv4Network
from typing import Any

_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d+)?", re.ASCII)


def of_text(text: str, wanted: dict[str, Any], kinds: tuple[str, ...], way: str) -> Iterator[str]:
    """What of a value that is written as text, as CloudFormation takes all scalars, does not fit."""
    if kinds == ("array",):
        yield f"{way} takes a list, and no text"
    elif kinds == ("object",) and "properties" in wanted and not text.lstrip().startswith("{"):
        yield f"{way} takes a mapping, and no text"
    elif kinds == ("boolean",):
        if text.lower() not in ("true", "false"):
            yield f"{way} is {text[:60]}, and true or false are taken"
    elif kinds in (("integer",), ("number",)):
        yield from _of_number(text, wanted, way)
    if "string" in kinds:
        yield from _of_string(text, wanted, way)


def _of_number(text: str, wanted: dict[str, Any], way: str) -> Iterator[str]:
    if not _NUMBER.fullmatch(text.strip()):
        yield f"{way} is {text[:60]!r}, and a number is taken"
        return
    number = float(text)
    if number < wanted.get("minimum", number) or number > wanted.get("maximum", number):
        yield f"{way} is {text[:60]}, and {bounds(wanted, 'minimum', 'maximum')} is taken"
    elif "enum" in wanted and number not in wanted["enum"]:
        yield f"{way} is {text[:60]}, and one of {_listed(wanted['enum'])} is taken"


def _of_string(text: str, wanted: dict[str, Any], way: str) -> Iterator[str]:
    alike, exact = wanted.get("enumCaseInsensitive"), wanted.get("enum")
    if exact is not None and text not in map(str, exact):
        yield f"{way} is {text[:60]!r}, and one of {_listed(exact)} is taken"
    elif alike is not None and text.lower() not in (str(word).lower() for word in alike):
        yield f"{way} is {text[:60]!r}, and one of {_listed(alike)} is taken"
    elif len(text) > wanted.get("maxLength", len(text)) or len(text) < wanted.get("minLength", 0):
        yield f"{way} is {len(text)} characters long, and {bounds(wanted, 'minLength', 'maxLength')} are taken"
    elif "pattern" in wanted and (shape := _compiled(wanted["pattern"])) and not shape.search(text):
        yield f"{way} is {text[:60]!r}, which is not of the form {wanted['pattern'][:80]}"
    elif wanted.get("format") == "ipv4-network" and not _is_network(text):
        yield f"{way} is {text[:60]!r}, which is no block of addresses"


def _is_network(text: str) -> bool:
    try:
        IPv4Network(text, strict=False)
    except ValueError:
        return False
    return "/" in text


def bounds(wanted: dict[str, Any], low: str, high: str) -> str:
    """How many, or how much, is taken: the schema names the least and the most by these keywords."""
    least, most = wanted.get(low), wanted.get(high)
    if most is None:
        return f"{least} or more"
    return f"at most {most}" if least is None else f"{least} to {most}"


def _listed(words: list[Any]) -> str:
    return ", ".join(map(str, words[:6])) + (", ..." if len(words) > 6 else "")


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:  # It is written for another engine.
        return None
