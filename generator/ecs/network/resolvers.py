"""Who answers when tasks in a VPC ask for a name: its name servers, Resolver rules, and private zones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network, ip_address

from generator.ecs.network.addresses import network
from generator.ecs.network.domains import Domain, domain
from generator.ecs.network.names import DISCOVERY, PRIVATE, namespace_of
from generator.ecs.network.subnets import VPC, same
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.logic import Truth, every
from generator.stack import Absent, Graph, Resource, Unknown, Value

OPTIONS, OPTIONS_OF_VPC = "AWS::EC2::DHCPOptions", "AWS::EC2::VPCDHCPOptionsAssociation"
RULE, RULE_OF_VPC = "AWS::Route53Resolver::ResolverRule", "AWS::Route53Resolver::ResolverRuleAssociation"
ZONE = "AWS::Route53::HostedZone"
RECORD, RECORDS = "AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup"
_AMAZON = ("amazonprovideddns", "169.254.169.253", "fd00:ec2::253")
"""Amazon's own name server; besides, it stands at the base of the VPC's range plus two.

Source: VPC User Guide, "Understanding Amazon DNS"; read 2026-11.
"""


@dataclass(frozen=True, eq=False)
class ResolverRule:
    """What a Resolver rule does with the questions for a domain in one VPC, as far as it is known."""

    place: Resource
    """The rule; its association with the VPC where the rule is not created here."""
    domain: Domain
    system: bool
    """Whether the resolver answers them by itself."""
    here: Truth
    """Whether it is for that VPC."""


@dataclass(frozen=True, eq=False)
class PrivateZone:
    """A private hosted zone that answers in one VPC: one of Route 53, or of a namespace of Cloud Map."""

    resource: Resource
    domain: Domain
    here: Truth


@dataclass(frozen=True, eq=False)
class Record:
    """One record set, in a zone or in a group of record sets."""

    resource: Resource
    steps: tuple[str | int, ...]
    domain: Domain

    def get(self, *steps: str | int) -> Value:
        """The value of one of its properties."""
        return self.resource.get(*self.steps, *steps)


class Resolvers:
    """What is written about names in one graph. ``generator.needs.network.resolution`` decides what comes of it."""

    def __init__(self, graph: Graph, region: str) -> None:
        self.graph = graph
        self.region = region
        """The Region of the graph; empty when it is not known."""

    def foreign_servers(self, vpc: Value) -> str:
        """Say which other name servers than Amazon's own tasks in a VPC ask, or may ask; empty when none."""
        for association in self.graph.of_type(OPTIONS_OF_VPC):
            here = every((same(association.get("VpcId"), vpc), association.exists))
            if here is not Truth.NO and (foreign := self._foreign(association, vpc)):
                may = "" if here is Truth.YES else "may "
                return f"{association} {may}make{'' if may else 's'} tasks ask {foreign}, whose answers are not known"
        return ""

    def _foreign(self, association: Resource, vpc: Value) -> str:
        options = self.graph.target(association.get("DhcpOptionsId"), OPTIONS)
        if options is None:
            return "name servers that are not seen here"
        servers = options.get("DomainNameServers")
        if isinstance(servers, Absent):
            return f"the name servers of a set ({options}) that names none"
        named = [literal(value) for _, value in items(servers)]
        if not named or any(server is None for server in named):
            return f"the name servers of {options}"
        own = self._own_servers(vpc)
        others = [server for server in named if server and server.lower() not in own]
        return f"name servers of {options} ({', '.join(others)})" if others else ""

    def _own_servers(self, vpc: Value) -> tuple[str, ...]:
        resource = self.graph.target(vpc, VPC)
        block = network(resource.get("CidrBlock")) if resource else None
        return (*_AMAZON, *([_second(block)] if block else []))

    def rules(self, vpc: Value) -> Iterator[ResolverRule]:
        """The Resolver rules that are, or may be, for a VPC."""
        for association in self.graph.of_type(RULE_OF_VPC):
            here = every((same(association.get("VPCId"), vpc), association.exists))
            if here is Truth.NO:
                continue
            rule = self.graph.target(association.get("ResolverRuleId"), RULE)
            if rule is None:
                yield ResolverRule(association, Domain((), open=True), False, here)
            else:
                system = (literal(rule.get("RuleType")) or "").upper() == "SYSTEM"
                yield ResolverRule(rule, domain(rule.get("DomainName"), self.region), system, here)

    def zones(self, vpc: Value) -> Iterator[PrivateZone]:
        """The private zones that are, or may be, for a VPC."""
        for zone, name, places in self.private_zones:
            truths = [every((same(place, vpc), zone.exists)) for place in places]
            if here := next((truth for truth in (Truth.YES, Truth.UNKNOWN) if truth in truths), None):
                yield PrivateZone(zone, name, here)

    @cached_property
    def private_zones(self) -> tuple[tuple[Resource, Domain, tuple[Value, ...]], ...]:
        """Each private zone that is created here, with its name and its VPCs."""
        found = []
        for zone in self.graph.of_type(ZONE):
            listed = zone.get("VPCs")
            places = tuple(zone.get("VPCs", index, "VPCId") for index, _ in items(listed))
            if not isinstance(listed, Absent):
                unread = (Unknown(f"{zone}/VPCs", "the VPCs of the zone are not known"),)
                found.append((zone, domain(zone.get("Name"), self.region), places or unread))
        for namespace in self.graph.of_type(PRIVATE):
            found.append((namespace, domain(namespace.get("Name"), self.region), (namespace.get("Vpc"),)))
        return tuple(found)

    def records(self, zone: Resource) -> tuple[Record, ...]:
        """The records in a zone that is created here, those that Cloud Map makes in that of a namespace left out."""
        return self._records.get(zone.path, ())

    def records_elsewhere(self) -> tuple[Record, ...]:
        """The records in zones that are not created here, or not known."""
        return self._records.get("", ())

    @cached_property
    def _records(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for resource in self.graph.of_type(RECORD):
            found.setdefault(self._zone_of(resource), []).append(self._record(resource))
        for group in self.graph.of_type(RECORDS):
            for index, _ in items(group.get("RecordSets")):
                steps = ("RecordSets", index)
                found.setdefault(self._zone_of(group, *steps), []).append(self._record(group, *steps))
        return {path: tuple(records) for path, records in found.items()}

    def _record(self, resource: Resource, *steps: str | int) -> Record:
        return Record(resource, steps, domain(resource.get(*steps, "Name"), self.region))

    def _zone_of(self, resource: Resource, *steps: str | int) -> str:
        """The path of the zone that a record stands in; empty when it is not created here."""
        for way in dict.fromkeys((steps, ())):
            if zone := self.graph.target(resource.get(*way, "HostedZoneId"), ZONE, PRIVATE):
                return zone.path
            named = resource.get(*way, "HostedZoneName")
            for zone, name, _ in self.private_zones if not isinstance(named, Absent) else ():
                if name == domain(named, self.region) and not name.open:
                    return zone.path
        return ""

    def discoveries(self, namespace: Resource) -> tuple[Resource, ...]:
        """The Cloud Map services of a namespace, and those of one that is not known."""
        return tuple(
            discovery
            for discovery in self.graph.of_type(DISCOVERY)
            if namespace_of(self.graph, discovery) in (namespace, None)
        )


def _second(block: IPv4Network) -> str:
    return str(ip_address(int(block.network_address) + 2))
