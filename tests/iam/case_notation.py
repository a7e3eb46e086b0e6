"""How the case tables write what a template does not spell out: ``<Name>``, ``<Name|shape>``, ``<?>``, ``<absent>``."""

from __future__ import annotations

import re
from typing import Any

from generator.iam import ABSENT, UNKNOWN, Token, text

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def read(value: Any) -> Any:
    """Turn the notation into tokens, wherever it stands; dictionary keys stay as they are."""
    if isinstance(value, dict):
        return {key: read(one) for key, one in value.items()}
    if isinstance(value, list):
        return [read(one) for one in value]
    if not isinstance(value, str) or "<" not in value:
        return value
    if value in ("<?>", "<absent>"):
        return UNKNOWN if value == "<?>" else ABSENT
    parts: list[Any] = []
    end = 0
    for found in _TOKEN.finditer(value):
        parts += [value[end : found.start()], Token(found[1], found[2])]
        end = found.end()
    return text(*parts, value[end:])
