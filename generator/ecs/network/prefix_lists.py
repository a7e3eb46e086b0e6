"""Prefix lists: those that AWS keeps for S3, and those that are created here, with what they hold."""

from __future__ import annotations

import re
from ipaddress import IPv4Network

from generator.awsdata.services import s3_prefix_lists
from generator.ecs.network.addresses import network
from generator.ecs.network.internet_addresses import cover_internet, internet, overlap
from generator.ecs.tasks import items
from generator.logic import Truth, truth
from generator.stack import Graph, Listing, Literal, Value

PREFIX_LIST = "AWS::EC2::PrefixList"
# The id of a list that AWS keeps; those of others are longer. Seen in public templates, 2026-11.
_OF_AWS = re.compile(r"pl-[0-9a-f]{8}")


def kept_by_aws(value: Value) -> bool:
    """Tell whether a prefix list is certainly one that AWS keeps, of which no entry is an address of a VPC."""
    return isinstance(value, Literal) and value.text in s3_prefix_lists().values()


def entries(graph: Graph, value: Value) -> tuple[IPv4Network, ...] | None:
    """The IPv4 ranges of a prefix list that is created here; None when they are not all known."""
    made = graph.target(value, PREFIX_LIST)
    if made is None:
        return None
    if made.get("AddressFamily") == Literal("IPv6"):
        return ()
    listed = made.get("Entries")
    if not isinstance(listed, Listing) or not graph.closed(made):
        return None
    ranges = [network(made.get("Entries", index, "Cidr")) for index, _ in items(listed)]
    return tuple(known for known in ranges if known is not None) if None not in ranges else None


def holds_api(graph: Graph, value: Value, api: str) -> Truth:
    """Tell whether a prefix list holds the public addresses of an API; of one of the internet's when it is empty."""
    known = entries(graph, value)
    if known is not None:
        return holds_internet(known)
    if not isinstance(value, Literal):
        return Truth.UNKNOWN
    region = graph.pseudo("AWS::Region")
    of_s3 = s3_prefix_lists().get(region.text) if isinstance(region, Literal) else None
    if of_s3 == value.text:
        return truth(api == "s3")
    if of_s3 is not None and api == "s3":
        return Truth.NO
    if value.text in s3_prefix_lists().values():
        # That of S3 in one region may have the id of that of DynamoDB in another.
        possible = api == "dynamodb" or (api == "s3" and isinstance(region, Literal))
        return Truth.UNKNOWN if possible else truth(api == "s3")
    # That such a list is the one of S3, where that is not known, is a premise: no template shows it.
    return Truth.YES if api == "s3" and _OF_AWS.fullmatch(value.text) else Truth.UNKNOWN


def holds_internet(ranges: tuple[IPv4Network, ...]) -> Truth:
    """Tell whether ranges hold an address of the internet, whichever it is: yes only when they hold all of them."""
    if cover_internet(ranges):
        return Truth.YES
    return Truth.UNKNOWN if any(overlap(internet(), each) for each in ranges) else Truth.NO
