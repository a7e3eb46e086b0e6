"""Authorities that sign the certificates of databases on RDS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Authority(Fact):
    """One authority. ``ended`` is the year in which it did, empty while it holds."""

    ended: str = ""


_RDS = Table("certificate_authorities.yaml", "rds", Authority)
TABLES = (_RDS,)


def has_ended(name: str) -> bool:
    """Tell whether this is the name of an authority that has ended."""
    return name in _RDS.entries and _RDS.entries[name].ended != ""


def current() -> str:
    """The name of an authority that holds."""
    return next(name for name, authority in _RDS.entries.items() if not authority.ended)


@cache
def ended() -> re.Pattern[str]:
    """The names of authorities that have ended, wherever they stand in a text."""
    return re.compile("|".join(re.escape(name) for name in _RDS.entries if has_ended(name)))
