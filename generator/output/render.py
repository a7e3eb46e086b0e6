"""Plain template data -> readable YAML with CloudFormation's short tags, through libyaml's emitter."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml
from yaml import events as ev

HEADER = '# Written by "python -m generator build". Change app.yaml or templates/, not this file.\n'

_ORDER = {
    key: number
    for number, key in enumerate(
        [
            "AWSTemplateFormatVersion",
            "Type",
            "Description",
            "Metadata",
            "Parameters",
            "Resources",
            "Outputs",
            "DependsOn",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "Properties",
            "Effect",
            "Principal",
            "Action",
            "Resource",
            "Condition",
        ]
    )
}
_RESOLVER = yaml.resolver.Resolver()
_SHORT = {"Ref": "!Ref", "Condition": "!Condition"}


def render(body: Mapping[str, Any]) -> str:
    """Write a template as YAML text. The same data always gives the same text."""
    stream = io.StringIO()
    yaml.emit(_events(body), stream, Dumper=yaml.CSafeDumper, width=120, allow_unicode=True)
    return HEADER + stream.getvalue()


_MAP, _MAP_END = ev.MappingStartEvent(None, None, True, flow_style=False), ev.MappingEndEvent()
_SEQ, _SEQ_END = ev.SequenceStartEvent(None, None, True, flow_style=False), ev.SequenceEndEvent()


def _events(body: Mapping[str, Any]) -> list[ev.Event]:
    events: list[ev.Event] = [ev.StreamStartEvent(), ev.DocumentStartEvent(explicit=False)]
    _walk(body, events.append, None)
    return [*events, ev.DocumentEndEvent(explicit=False), ev.StreamEndEvent()]


def _walk(value: Any, emit: Any, tag: str | None) -> None:
    kind = type(value)
    if kind is str:
        emit(_scalar(value) if tag is None else _tagged(tag, value))
    elif kind is dict:
        if len(value) == 1 and tag is None:
            ((key, inner),) = value.items()
            short = _SHORT.get(key) or (f"!{key[4:]}" if key.startswith("Fn::") else None)
            if short and (key != "Condition" or type(inner) is str):
                if key == "Fn::GetAtt" and type(inner) is list:
                    inner = ".".join(inner)
                if type(inner) is not dict:
                    _walk(inner, emit, short)
                    return
        emit(_MAP if tag is None else ev.MappingStartEvent(None, tag, False, flow_style=False))
        for key in value if _ORDER.keys().isdisjoint(value) else sorted(value, key=_place):
            emit(_scalar(key))
            _walk(value[key], emit, None)
        emit(_MAP_END)
    elif kind is list:
        emit(_SEQ if tag is None else ev.SequenceStartEvent(None, tag, False, flow_style=False))
        for item in value:
            _walk(item, emit, None)
        emit(_SEQ_END)
    else:
        emit(_plain(value))


def _plain(value: Any) -> ev.ScalarEvent:
    text = ("true" if value else "false") if type(value) is bool else "null" if value is None else str(value)
    return ev.ScalarEvent(None, None, (True, False), text)


def _place(key: str) -> int:
    return _ORDER.get(key, len(_ORDER))


@lru_cache(4096)
def _tagged(tag: str, text: str) -> ev.ScalarEvent:
    return ev.ScalarEvent(None, tag, (False, False), text, style=None if text else '"')


@lru_cache(4096)
def _scalar(text: str) -> ev.ScalarEvent:
    """Make the event of a string, quoted where YAML would read the bare word as something else."""
    multiline = "\n" in text
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    plain = not multiline and tag == "tag:yaml.org,2002:str"
    style = "|" if multiline else None if plain else '"'
    return ev.ScalarEvent(None, None, (plain, True), text, style=style)
