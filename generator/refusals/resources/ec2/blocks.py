"""Blocks of addresses, and whether a property is certainly given."""

from __future__ import annotations

from ipaddress import IPv4Network

from generator.stack import Call, Literal, Reference, Resource, Value


def ipv4_block(value: Value) -> IPv4Network | None:
    """The block that a value writes out; None where it is no block, or not known."""
    try:
        return IPv4Network(value.text, strict=False) if isinstance(value, Literal) else None
    except ValueError:
        return None


def is_given(resource: Resource, name: str) -> bool:
    """Whether a property has a value, in whatever way nothing decides."""
    return isinstance(resource.get(name), Literal | Reference | Call)
