"""Teach the simulator a resource type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import provisioners

Made = tuple[str, dict[str, Any]]
Create = Callable[[dict[str, Any]], Made]
Delete = Callable[[str, dict[str, Any]], None]


def teach(
    kind: str, create: Create, delete: Delete, update: Callable[[str, dict[str, Any]], Made] | None = None
) -> None:
    """Add a type by what makes, changes and deletes it. Without an update, a changed resource is made anew."""

    def creates(logical_id: str, properties: dict[str, Any], stack_name: str) -> Made:
        return create(properties)

    def updates(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str) -> Made:
        return update(physical_id, new) if update else create(new)

    provisioners._RESOURCE_HANDLERS[kind] = {"create": creates, "update": updates, "delete": delete}


def checked(response: tuple[int, dict[str, str], bytes]) -> None:
    """Turn an error answer of a service into the failure of a resource."""
    status, _, body = response
    if status >= 400:
        raise ValueError(body.decode() if isinstance(body, bytes) else str(body))
