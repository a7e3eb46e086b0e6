"""What properties of any type may be for the service behind it to create the resource, beyond the registry schema."""

from __future__ import annotations

from functools import cache

from generator.awsdata.load import Table
from generator.awsdata.values import Accepted, Ways, by_type

_CREATION = Table("creation.yaml", "values", Accepted)
TABLES = (_CREATION,)


@cache
def accepted_on_creation() -> Ways:
    """What is accepted: a value that is not keeps the stack from being created, perhaps."""
    return by_type(_CREATION.entries)
