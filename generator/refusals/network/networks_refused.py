"""What EC2 refuses of networks: rules twice, zones that there are none of, addresses of another block."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Call, Graph, Resource, Value, parts, shown

SUBNET, GROUP = "AWS::EC2::Subnet", "AWS::EC2::SecurityGroup"
_ADDRESSES = {
    "AWS::EC2::NatGateway": (("SubnetId",), ("PrivateIpAddress",)),
    "AWS::EFS::MountTarget": (("SubnetId",), ("IpAddress",)),
}
_ZONES = {SUBNET: "AvailabilityZone", "AWS::ElastiCache::CacheCluster": "PreferredAvailabilityZone"}
_RULE = ("IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId",
         "DestinationSecurityGroupId",
         "SourcePrefixListId", "DestinationPrefixListId", "SourceSecurityGroupName")  # fmt: skip


def networks_refused(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say what of one resource is refused.

    Sources: EC2 API Reference, AuthorizeSecurityGroupIngress (InvalidPermission.Duplicate), CreateNetworkAclEntry
    (NetworkAclEntryAlreadyExists), CreateSubnet, CreateNatGateway; EFS API Reference, CreateMountTarget; CloudFormation
    Template Reference, Fn::GetAZs (a Region has six zones at most); not looked up, 2026-11.
    """
    if resource.type == GROUP:
        for place in ("SecurityGroupIngress", "SecurityGroupEgress"):
            rules = [tuple(resource.get(place, index, key) for key in _RULE) for index, _ in items(resource.get(place))]
            if len(set(rules)) < len(rules):
                yield f"{place} of {resource} has a rule twice"
    if key := _ZONES.get(resource.type):
        yield from _zone(graph, resource, key)
    for part in parts(resource.get("CidrBlock")) if resource.type == SUBNET else ():
        if (
            isinstance(part, Call)
            and part.function == "Cidr"
            and (bits := _bits(part)) is not None
            and not 4 <= bits <= 16
        ):
            yield f"CidrBlock of {resource} has {bits} bits for addresses, and 4 to 16 are taken"
    if resource.type in _ADDRESSES:
        where, what = _ADDRESSES[resource.type]
        subnet = graph.target(resource.get(*where), SUBNET)
        if subnet and _is_outside(literal(resource.get(*what)), literal(subnet.get("CidrBlock"))):
            yield f"{what[0]} of {resource} is {literal(resource.get(*what))}, which is not in {subnet}"


def entries_twice(graph: Graph) -> Iterator[str]:
    """Say which entries of one network ACL have one number in one direction."""
    first: dict[tuple[Value, bool, int], Resource] = {}
    for entry in graph.of_type("AWS::EC2::NetworkAclEntry"):
        place = number(entry.get("RuleNumber"))
        if place is None or entry.exists is not Truth.YES:
            continue
        out = (literal(entry.get("Egress")) or "false").lower() == "true"
        other = first.setdefault((entry.get("NetworkAclId"), out, place), entry)
        if other is not entry:
            yield f"{other} and {entry} are both entry {place} of one network ACL"


def _zone(graph: Graph, resource: Resource, key: str) -> Iterator[str]:
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


def _is_outside(address: str | None, block: str | None) -> bool:
    try:
        return bool(address and block) and IPv4Address(address or "") not in IPv4Network(block or "", strict=False)
    except ValueError:
        return False


def _bits(cidr: Call) -> int | None:
    return number(cidr.arguments[2]) if len(cidr.arguments) == 3 else None
