"""What ECS accepts in the health check of a container."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Bounds(Fact):
    """The least and the most that a property may be: seconds, or a count for ``Retries``."""

    least: int
    most: int


_BOUNDS = Table("health_checks.yaml", "bounds", Bounds)
TABLES = (_BOUNDS,)


def bounds() -> Mapping[str, Bounds]:
    """The numbers of a health check, by the names of their properties in a task definition."""
    return _BOUNDS.entries
