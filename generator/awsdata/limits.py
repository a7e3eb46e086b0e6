"""Quotas of AWS."""

from __future__ import annotations

from dataclasses import dataclass

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Limit(Fact):
    """A quota as a new account has it. ``raised_to`` is the most that AWS raises it to, where it does and is known."""

    value: int
    raised_to: int | None = None


_LIMITS = Table("limits.yaml", "limits", Limit)
TABLES = (_LIMITS,)


def limit(name: str) -> int:
    """Look a quota up. Raises KeyError for a name that is not on record."""
    return _LIMITS.entries[name].value


def raised_limit(name: str) -> int:
    """Look up how far AWS raises a quota. Raises KeyError for a name that is not on record."""
    known = _LIMITS.entries[name]
    return known.value if known.raised_to is None else known.raised_to
