"""What app.yaml brings in from outside: things that exist already, and that no template of the app describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.config.app import App
from generator.config.image import parse

_FOREIGN = re.compile(r"arn:[\w-]+:[\w-]+:\S+|(?:pl|vpc|subnet|sg)-[0-9a-f]{8,}")


def brought_in(app: App) -> frozenset[str]:
    """The ARNs and ids that the settings name, and the images that others publish."""
    named = {text for value in app.sections.values() for text in _texts(value) if _FOREIGN.match(text)}
    return frozenset(named | {service.image for service in app.services.values() if not parse(service.image).own})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _texts(dict(value))
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, str):
        yield value
