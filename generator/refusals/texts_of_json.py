"""Whether a text that a service reads as JSON is some."""

from __future__ import annotations

import json


def is_json(text: str | None) -> bool:
    """Whether it is JSON; a text that is not known may be."""
    if text is None:
        return True
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
