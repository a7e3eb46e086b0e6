"""Plain template data -> readable YAML with CloudFormation's short tags, through libyaml's emitter."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
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
    yaml.emit(_document(body), stream, Dumper=yaml.CSafeDumper, width=120, allow_unicode=True)
    return HEADER + stream.getvalue()


def _document(body: Mapping[str, Any]) -> Iterator[ev.Event]:
    yield ev.StreamStartEvent()
    yield ev.DocumentStartEvent(explicit=False)
    yield from _events(body)
    yield ev.DocumentEndEvent(explicit=False)
    yield ev.StreamEndEvent()


_MAP, _MAP_END = ev.MappingStartEvent(None, None, True, flow_style=False), ev.MappingEndEvent()
_SEQ, _SEQ_END = ev.SequenceStartEvent(None, None, True, flow_style=False), ev.SequenceEndEvent()


def _events(root: Any) -> list[ev.Event]:
    out: list[ev.Event] = []
    _walk(root, out.append, None)
    return out


def _walk(value: Any, emit: Any, tag: str | None) -> None:
    kind = type(value)
    if kind is str:
        emit(
            _scalar(value)
            if tag is None
            else ev.ScalarEvent(None, tag, (False, False), value, style=None if value else '"')
        )
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
        for key in sorted(value, key=lambda each: (_ORDER.get(each, 99), 0)):
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


_cache: dict[str, ev.ScalarEvent] = {}


def _scalar(text: str) -> ev.ScalarEvent:
    """Make the event of a string, quoted where YAML would read the bare word as something else."""
    event = _cache.get(text)
    if event is None:
        multiline = "\n" in text
        tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        plain = not multiline and tag == "tag:yaml.org,2002:str"
        style = "|" if multiline else None if plain else '"'
        event = _cache[text] = ev.ScalarEvent(None, None, (plain, True), text, style=style)
    return event
