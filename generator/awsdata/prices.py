"""What AWS charges by Region, and where each price stands in AWS's own price list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from generator.awsdata.load import Fact, Table, Words


@dataclass(frozen=True)
class Beyond:
    """What a unit costs above an amount of units a month."""

    above: float
    price: float


@dataclass(frozen=True, kw_only=True)
class Price(Fact):
    """US dollars a unit. ``then`` is what it costs above amounts, the lowest first."""

    price: float
    then: tuple[Beyond, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row(Fact):
    """Where a price stands in AWS's price list: a row of the offer of ``service``, by the end of its usage type."""

    service: str
    usage: str
    columns: Mapping[str, str] = field(default_factory=dict)
    """What other columns of the row say, named without spaces."""
    times: int = 1
    """How many units of the list make one of ours."""
    worldwide: bool = False
    """Whether the offer is one for all Regions."""


_FILE = "prices.yaml"
_OF_REGION = {
    "us-east-1": tuple(Table(_FILE, f"us-east-1{part}", Price) for part in ("", " databases", " caches")),
}
_LIST = Table(_FILE, "list", Row)
_FREE = Table(_FILE, "free", Words)
TABLES = (*(table for tables in _OF_REGION.values() for table in tables), _LIST, _FREE)
REGIONS = tuple(_OF_REGION)
"""The Regions whose prices are here."""


@cache
def prices(region: str) -> Mapping[str, Price]:
    """The prices of a Region of ``REGIONS`` by name, none for another."""
    return {name: price for table in _OF_REGION.get(region, ()) for name, price in table.entries.items()}


def price_list() -> Mapping[str, Row]:
    """Where prices stand in AWS's price list, by their names."""
    return _LIST.entries


@cache
def free_types() -> frozenset[str]:
    """The types of resources that cost nothing themselves."""
    return frozenset(word for entry in _FREE.entries.values() for word in entry.words)
