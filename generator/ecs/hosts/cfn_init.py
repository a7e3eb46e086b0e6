"""What user data has cfn-init do: the metadata of a resource, which may hold the agent's configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.texts import Texts
from generator.stack import Call, Listing, Mapping, Reference, Resource, Value, parts

_CALL = re.compile(r"cfn-init(?:\.exe|\.py)?\b(?P<options>[^\n;&|]*)")
_RESOURCE = re.compile(r"(?:^|\s)(?:-r|--resource)[\s=]+[\"']?(?P<id>[A-Za-z0-9]+)[\"']?(?:\s|$)")
_CONTINUED = re.compile(r"\\\n\s*")
_KEY = "AWS::CloudFormation::Init"


@dataclass(frozen=True)
class Init:
    """The metadata that cfn-init reads: what its files and commands say, line by line, and whom they name."""

    text: str
    mentions: tuple[str, ...]


def cfn_init(place: Resource, value: Value, texts: Texts) -> Init | None:
    """The metadata that user data written in ``place`` has cfn-init read; None when it calls none, or not all is seen.

    Source: CloudFormation User Guide, "cfn-init" (--resource) and "AWS::CloudFormation::Init"; read 2026-11.
    """
    inner = value.arguments[0] if isinstance(value, Call) and value.function == "Base64" else value
    calls = [call["options"] for call in _CALL.finditer(_CONTINUED.sub(" ", texts.text(inner)))]
    named = [_RESOURCE.search(options) for options in calls if "-r" in options]
    found: list[Value] = []
    for match in named:
        body = place.at.resource(match["id"]) if match else None
        metadata = body.get("Metadata") if body else None
        if not isinstance(metadata, dict) or _KEY not in metadata:
            return None
        found.append(place.resolver.value(place.at, metadata[_KEY]))
    if not found:
        return None
    lines = "\n".join(line for each in found for line in _lines(each, texts))
    return Init(lines, tuple(part.resource for each in found for part in parts(each) if isinstance(part, Reference)))


def without_calls(text: str) -> str:
    """A script without its calls of cfn-init."""
    return _CALL.sub("", _CONTINUED.sub(" ", text))


def _lines(value: Value, texts: Texts) -> Iterator[str]:
    match value:
        case Mapping():
            for key, each in value.entries:
                if key != "packages":
                    yield from _lines(each, texts)
        case Listing(items):
            for each in items:
                yield from _lines(each, texts)
        case _:
            yield texts.text(value)
