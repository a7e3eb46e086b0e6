"""What Route 53 refuses of records."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address

from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals, Surely, Together
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, Value

_ZONES = frozenset(
    """
    Z268VQBMOI5EKX Z3DQVH9N71FHZ0 Z14GRHDCWA56QT ZWKZPGTI48KDX Z5LXEXXYW11ES ZP97RAFLXTNZK Z0173938T07WNTVAEPZN
    Z1LMS91P8CMLE5 Z1GM3OXH4ZPM65 Z08888821HLRG5A9ZRTER ZQSVJUPU6J1EY Z1GDH35T77C1KE ZM7IZAIOVVDZF Z215JYRZR1TBD5
    Z06391101F2ZOEP8P5EB3 Z23TAZ6LKFMNIO Z3ULH7SSC9OV64 Z0956581394HF5D5LXGAP Z32O12XQLNTSW2 ZHURV8PSTC4K8
    Z3Q77PNBQS71R4 Z08230872XQRWHG2XF6I ZS929ML54UICD Z2P70J7HTTTPLU Z35SXDOTRQ7X7K Z3AADJGX6KTTL2 Z166TLBEWOO7G0
    Z33AYJ8TM3BH4J Z368ELLRRE2KJ0 Z1H1FL5HABSF5 Z203XCE67M25HM Z12Y7K3UBGUAD1 Z31USIVHYNEOWT ZIBE1TIR4HY56
    Z1GWIQ4HH19I5X ZVDDRBQ08TROA Z0711778386UTO08407HT ZKVM4W9LS7TM ZCT6FZBF4DROD Z01971771FYVNCOVWJU1G Z2EPGBW3API2WT
    Z3QFB96KMJ7ED6 ZQEIKTCZ8352D Z3F0SRJ5LGBH90 Z02239872DOALSIDCX66S Z1UDT6IFJ4EJM Z23146JA1KNAFP
    Z1011216NVTVYADP1SSV Z2IFOLAFXWLO4F ZD4D7Y8KGAS4G Z1CMS0P5QUZ6D5 Z00282643NTTLPANJJG2P Z3QSRYVP46NYYV
    ZTK26PT1VY4CU Z26RNL4JYFTOTI ZLMOA37VPKANP Z1ZSMQQ6Q24QQ8 ZMG1MZ2THAWF1 Z24FKFUX50B4VW Z18D5FSROUN65G
    """.split()  # noqa: SIM905  as a list it is as long as the file
)
"""The zones that names of load balancers are in, of both types and each Region. Source: "Elastic Load Balancing
endpoints and quotas", as terraform-provider-aws has it (aws_lb_hosted_zone_id, a version of 2023); read 2026-11."""
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
    for the name of its zone: kube-aws #1443 and bosh-bootloader #310 ("is not permitted at apex in zone"); read
    2026-11."""
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
    written, balancer = literal(target) if target is not None else None, _balancer(graph, named)
    if balancer is not None and written is not None and written not in _ZONES:
        yield f"the alias {record} is for {balancer}, and {written[:40]} is the zone of no load balancers on record"


def _balancer(graph: Graph, named: Value | None) -> Resource | None:
    made = graph.resource(named.resource) if isinstance(named, Reference) and named.attribute == "DNSName" else None
    return made if made is not None and made.type == BALANCER else None


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
