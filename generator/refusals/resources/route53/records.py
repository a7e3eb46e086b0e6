"""What Route 53 refuses of records."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals, Surely, Together
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, Value

RECORD = "AWS::Route53::RecordSet"
ZONE = "AWS::Route53::HostedZone"


def name_of_zone(_graph: Graph, resource: Resource) -> Iterator[str]:
    name, zone = (literal(resource.get(key)) for key in ("Name", "HostedZoneName"))
    if literal(resource.get("Type")) == "CNAME" and name and zone and name.rstrip(".") == zone.rstrip("."):
        yield _at_the_top(resource)


def _at_the_top(record: Resource) -> str:
    said = f"{record} is a CNAME for the name of its zone, which takes none"
    return Surely(said, record, "Type", change="Type: A, with AliasTarget of the load balancer")


def record_settings(graph: Graph, record: Resource) -> Iterator[str]:
    """Source: Route 53 API Reference, ResourceRecordSet and AliasTarget; read 2026-11. That a CNAME is not
    for the name of its zone was not looked up."""
    alias, lasts, kind = record.get("AliasTarget"), record.get("TTL"), literal(record.get("Type"))
    kept, name = record.get("ResourceRecords"), (literal(record.get("Name")) or "").rstrip(".").lower()
    if not isinstance(alias, Absent) and not (isinstance(lasts, Absent) and isinstance(kept, Absent)):
        yield f"{record} is an alias, and has a TTL or records of its own"
    if isinstance(alias, Absent) and not isinstance(kept, Absent) and isinstance(lasts, Absent):
        yield f"{record} has no TTL, which records that are no alias need"
    for _, value in items(kept):
        text = literal(value)
        if kind == "A" and text is not None and not _is_address(text):
            yield f"{record} is of the type A, and {text[:60]} is no address of IPv4"
    zone = graph.target(record.get("HostedZoneId"), ZONE)
    of_zone = literal(zone.get("Name")) if zone else literal(record.get("HostedZoneName"))
    above = (of_zone or "").rstrip(".").lower()
    if above and name and name != above and not name.endswith(f".{above}"):
        yield f"{record} is for {name[:60]}, which is not in the zone {above[:60]}"
    if zone and kind == "CNAME" and above and name == above:
        yield _at_the_top(record)
    target = alias.get("HostedZoneId") if isinstance(alias, Mapping) else None
    named = alias.get("DNSName") if isinstance(alias, Mapping) else None
    if isinstance(named, Reference) and named.attribute == "DNSName" and target == record.get("HostedZoneId"):
        said = f"the alias {record} names its own zone, and the zone of {named} is the balancer's CanonicalHostedZoneID"
        change = "AliasTarget.HostedZoneId: !GetAtt of the load balancer, CanonicalHostedZoneID"
        yield Surely(said, record, "AliasTarget", "HostedZoneId", change=change)


def records_twice(graph: Graph) -> Iterator[str]:
    """Say which records are of one name and type, with nothing to choose between them by."""
    first: dict[tuple[Value, ...], Resource] = {}
    for record in graph.of_type(RECORD):
        name = record.get("Name")
        if not isinstance(name, Literal) or record.exists is not Truth.YES:
            continue
        key = tuple(record.get(each) for each in ("HostedZoneId", "HostedZoneName", "Type", "SetIdentifier"))
        other = first.setdefault((Literal(name.text.rstrip(".").lower()), *key), record)
        if other is not record:
            yield f"{other} and {record} are both the record {name.text[:60]}"


def _is_address(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return "resolve:" in text
    return True


REFUSALS: Refusals = {
    RECORD: (
        name_of_zone,
        record_settings,
    ),
}
TOGETHER: Together = (records_twice,)
