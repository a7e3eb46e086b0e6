"""A resource as it was read, before it is linked with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NAMED = "Live::Named"
"""Key of a reference by type and name, where a name alone is not unique in an account."""


@dataclass(frozen=True)
class Made:
    """One resource: its type, what identifies it, and its properties with ids as they are in the account.

    ``gives`` are the attributes that stand for it elsewhere, by what they are in the account: ``{"vpc-1": "Ref"}``.
    ``name`` is what people call it, for its logical id; ``metadata`` goes into the template.
    """

    type: str
    id: str
    properties: Mapping[str, Any]
    gives: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)


def named(type_: str, name: str) -> dict[str, Any]:
    """Refer to a resource by its name."""
    return {NAMED: [type_, name]}


def some(**properties: Any) -> dict[str, Any]:
    """Keep the properties that have a value: AWS tells of many that nobody set, as null, an empty list or text."""
    return {name: value for name, value in properties.items() if value not in (None, [], {}, "")}


def taken(entry: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Take from an answer what is called the same in a template."""
    return some(**{name: entry.get(name) for name in names})


def tag(entry: Mapping[str, Any], key: str = "Name") -> str:
    """The value of a tag."""
    for each in entry.get("Tags") or entry.get("tags") or ():
        if each.get("Key", each.get("key")) == key:
            return str(each.get("Value", each.get("value")) or "")
    return ""
