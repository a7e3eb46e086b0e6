"""Tags that no service takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Resource

_OF_ECS = re.compile(r"[\w\s+\-=.:/@]*")
_OF_AWS = re.compile(r"^aws:", re.IGNORECASE)


def tags(resource: Resource) -> Iterator[str]:
    """Say which keys come twice, or begin with ``aws:``.

    Source: Tagging User Guide, "Tag naming limits"; ECS API Reference, Tag (the characters); not looked up, 2026-11.
    """
    keys = [literal(resource.get("Tags", index, "Key")) for index, _ in items(resource.get("Tags"))]
    for key in dict.fromkeys(key for key in keys if key is not None):
        if keys.count(key) > 1:
            yield f"Tags of {resource} has the key {key[:60]} twice"
        elif _OF_AWS.search(key):
            yield f"Tags of {resource} has the key {key[:60]}, and aws: is AWS's own"
    for index, _ in items(resource.get("Tags")) if resource.type.startswith("AWS::ECS::") else ():
        for part in ("Key", "Value"):
            text = literal(resource.get("Tags", index, part))
            if text is not None and "{{" not in text and not _OF_ECS.fullmatch(text):
                yield f"Tags of {resource} has {text[:60]}, and letters, digits, spaces and + - = . _ : / @ are taken"
