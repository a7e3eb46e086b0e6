"""Single values of YAML, of which some mean one thing to people and another to readers."""

from __future__ import annotations

import re

import yaml
from yaml import events as ev

from generator.config.tree import Place, Scalar

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_RESOLVER = yaml.resolver.Resolver()
_MEANING = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "null": "nothing",
    "merge": "a merge key",
    "value": "a default key",
}


def scalar(event: ev.ScalarEvent, place: Place) -> Scalar:
    """Read one value; a plain word that YAML 1.1 would silently turn into something else is doubtful."""
    text: str = event.value
    if not event.implicit[0]:
        return Scalar(text, place, text)
    if text in ("true", "false"):
        return Scalar(text == "true", place, text)
    if text in ("", "null", "~"):
        return Scalar(None, place, text)
    if _INTEGER.fullmatch(text) and len(text) < 20:
        return Scalar(int(text), place, text)
    if _DECIMAL.fullmatch(text) and len(text) < 40:
        return Scalar(float(text), place, text)
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    kind = tag.rsplit(":", 1)[-1]
    if kind == "str":
        return Scalar(text, place, text)
    return Scalar(text, place, text, doubt=f"YAML readers take it for {_MEANING.get(kind, kind)}")
