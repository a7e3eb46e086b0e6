"""Which IPv4 addresses are the internet's, AWS's public ones among them, and what is left of ranges without another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from ipaddress import IPv4Network, collapse_addresses

Ranges = tuple[IPv4Network, ...]

EVERYTHING = IPv4Network("0.0.0.0/0")
# Source: IANA IPv4 Special-Purpose Address Registry; multicast and reserved addresses besides. Read 2026-11.
_OTHERS = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
)  # fmt: skip


@cache
def internet() -> Ranges:
    """All addresses of the internet: those that are not private, shared, reserved or for examples."""
    left: Ranges = (EVERYTHING,)
    for other in _OTHERS:
        left = without(left, IPv4Network(other))
    return left


def without(ranges: Iterable[IPv4Network], taken: IPv4Network) -> Ranges:
    """What is left of ranges when one is taken out of them."""
    if taken == EVERYTHING:
        return ()
    return tuple(piece for each in ranges for piece in _pieces(each, taken))


def overlap(ranges: Iterable[IPv4Network], other: IPv4Network) -> bool:
    """Tell whether a range has any address of some ranges."""
    return any(each.overlaps(other) for each in ranges)


def cover(ranges: Iterable[IPv4Network], other: IPv4Network) -> bool:
    """Tell whether some ranges together have every address of another."""
    left: Ranges = (other,)
    for each in ranges:
        left = without(left, each)
    return not left


def cover_internet(ranges: Iterable[IPv4Network]) -> bool:
    """Tell whether some ranges together have every address of the internet."""
    known = tuple(collapse_addresses(ranges))
    return all(cover(known, each) for each in internet())


def _pieces(each: IPv4Network, taken: IPv4Network) -> Iterator[IPv4Network]:
    if not each.overlaps(taken):
        yield each
    elif taken.prefixlen > each.prefixlen:
        yield from each.address_exclude(taken)
