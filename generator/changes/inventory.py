"""What a deployment consists of: each resource that exists, as whoever lists and whoever prints it know it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InventoryItem:
    """A resource that exists. ``arn`` is empty where there is none, or none is known."""

    path: tuple[str, ...]
    type: str
    id: str
    arn: str
    status: str
