"""What Route 53 refuses of hosted zones, and private ones that answer in place of a namespace."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Resource

VPC = "AWS::EC2::VPC"


def in_place_of_namespace(graph: Graph, zone: Resource) -> Iterator[str]:
    """A private zone that is for one name of a namespace, and answers for it in its place."""
    name = (literal(zone.get("Name")) or "").rstrip(".").lower()
    for namespace in graph.of_type("AWS::ServiceDiscovery::PrivateDnsNamespace"):
        own = (literal(namespace.get("Name")) or "").rstrip(".").lower()
        vpcs = list(values_at(zone.get(), ("VPCs", "*", "VPCId")))
        if own and name.endswith(f".{own}") and namespace.get("Vpc") in vpcs:
            yield f"{zone} answers for {name} in place of {namespace}, and does not know what is registered there"


def vpcs_and_logs(graph: Graph, zone: Resource) -> Iterator[str]:
    """Source: Route 53 API Reference, CreateQueryLoggingConfig (public hosted zones); read 2026-11. CreateHostedZone;
    not looked up."""
    region = literal(graph.pseudo("AWS::Region"))
    for index, _ in items(zone.get("VPCs")):
        vpc, told = graph.target(zone.get("VPCs", index, "VPCId"), VPC), literal(zone.get("VPCs", index, "VPCRegion"))
        if vpc is not None and told and region and told != region:
            yield f"{zone} names {vpc} in {told[:40]}, and it is in {region}"
    if list(items(zone.get("VPCs"))) and not isinstance(zone.get("QueryLoggingConfig"), Absent):
        yield f"{zone} is private, and has a QueryLoggingConfig, which is for public zones"


REFUSALS: Refusals = {
    "AWS::Route53::HostedZone": (
        in_place_of_namespace,
        vpcs_and_logs,
    ),
}
