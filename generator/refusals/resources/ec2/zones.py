"""Zones of subnets and caches: a list for one, or one that the Region does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Call, Graph, Resource, shown

SUBNET = "AWS::EC2::Subnet"
_ZONES = {
    SUBNET: "AvailabilityZone",
    "AWS::EC2::Volume": "AvailabilityZone",
    "AWS::ElastiCache::CacheCluster": "PreferredAvailabilityZone",
}


def zone(graph: Graph, resource: Resource) -> Iterator[str]:
    """A list of zones for one, or a zone that the Region does not have.

    Source: CloudFormation Template Reference, Fn::GetAZs (a Region has six zones at most); not looked up, 2026-11.
    """
    key = _ZONES[resource.type]
    value = resource.get(key)
    if isinstance(value, Call) and value.function == "GetAZs":
        yield f"{key} of {resource} is a list of zones, and one is taken"
    if isinstance(value, Call) and value.function == "Select" and value.arguments:
        index = number(value.arguments[0])
        inner = value.arguments[-1]
        if index is not None and index > 5 and isinstance(inner, Call) and inner.function == "GetAZs":
            yield f"{key} of {resource} is {shown(value)}, and no Region has as many zones"
    region, named = literal(graph.pseudo("AWS::Region")), literal(value)
    if named and named[:-1].count("-") == 2 and (named[-1] > "f" or (region and named[:-1] != region)):
        yield f"{key} of {resource} is {named[:60]}, which is no zone of {region or 'a Region'}"


REFUSALS: Refusals = {
    SUBNET: (zone,),
    "AWS::EC2::Volume": (zone,),
    "AWS::ElastiCache::CacheCluster": (zone,),
}
