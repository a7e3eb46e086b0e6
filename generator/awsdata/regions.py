"""The partitions of AWS, their Regions and their domains."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Partition(Fact):
    """A part of AWS with accounts of its own: the domain of its endpoints, and its Regions."""

    domain: str
    regions: tuple[str, ...]


_PARTITIONS = Table("regions.yaml", "partitions", Partition)
TABLES = (_PARTITIONS,)


@cache
def regions() -> frozenset[str]:
    """Every Region of every partition that is on record."""
    return frozenset(region for partition in _PARTITIONS.entries.values() for region in partition.regions)


def domain_of(region: str) -> str | None:
    """The domain of the partition that a Region is in; None for a Region that is not on record."""
    homes = (partition for partition in _PARTITIONS.entries.values() if region in partition.regions)
    return next((home.domain for home in homes), None)


def partition_of(region: str) -> str | None:
    """The partition that a Region is in, such as ``aws-cn``; None for a Region that is not on record."""
    return next((name for name, known in _PARTITIONS.entries.items() if region in known.regions), None)


@cache
def domains() -> frozenset[str]:
    """The domains of all partitions, such as ``amazonaws.com``."""
    return frozenset(partition.domain for partition in _PARTITIONS.entries.values())
