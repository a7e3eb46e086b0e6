"""Prefix lists: those that AWS keeps for S3, and those that are created here, with what they hold."""

from __future__ import annotations

from ipaddress import IPv4Network

from generator.awsdata.services import s3_prefix_lists
from generator.ecs.addresses import network
from generator.ecs.internet_addresses import cover_internet, internet, overlap
from generator.ecs.tasks import items
from generator.logic import Truth, truth
from generator.stack import Graph, Listing, Literal, Value

PREFIX_LIST = "AWS::EC2::PrefixList"


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
    if not kept_by_aws(value):
        return Truth.UNKNOWN
    if api not in ("s3", "dynamodb"):
        return Truth.NO
    # The list of S3 in one region may have the id of that of DynamoDB in another.
    region = graph.pseudo("AWS::Region")
    here = s3_prefix_lists().get(region.text) if isinstance(region, Literal) else None
    if here is not None:
        is_s3s = here == value.text if isinstance(value, Literal) else False
        return truth(is_s3s) if api == "s3" else Truth.NO if is_s3s else Truth.UNKNOWN
    return Truth.YES if api == "s3" and not isinstance(region, Literal) else Truth.UNKNOWN


def holds_internet(ranges: tuple[IPv4Network, ...]) -> Truth:
    """Tell whether ranges hold an address of the internet, whichever it is: yes only when they hold all of them."""
    if cover_internet(ranges):
        return Truth.YES
    return Truth.UNKNOWN if any(overlap(internet(), each) for each in ranges) else Truth.NO
