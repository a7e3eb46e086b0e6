"""Whether a role certainly trusts other services than the one that is to assume it, as far as its texts tell."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.stack import Absent, Call, Listing, Literal, Mapping, Resource, Unknown, Value, parts


def distrusts(role: Resource, service: str) -> bool:
    """Whether nothing in the trust of a role names a service, such as ``lambda.``, and all of it is known."""
    trust = role.get("AssumeRolePolicyDocument", "Statement")
    unseen = any(isinstance(part, Unknown | Call) for part in parts(trust))
    return is_written(trust) and not unseen and not any(service in text or text == "*" for text in texts_of(trust))


def texts_of(value: Value) -> Iterator[str]:
    """Every text that is written somewhere in a value."""
    yield from (part.text for part in parts(value) if isinstance(part, Literal))


def is_written(value: Value) -> bool:
    """Whether a value is there and is known."""
    return isinstance(value, Literal | Listing | Mapping) and not isinstance(value, Absent) and literal(value) != ""
