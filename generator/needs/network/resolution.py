"""Do the names that tasks ask for lead where they should: who answers in their VPC, and what?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.awsdata.services import host_of
from generator.ecs.network import dns_firewall
from generator.ecs.network.dns_firewall import FirewallRule
from generator.ecs.network.domains import Domain, host, matches, within
from generator.ecs.network.endpoints import Endpoint
from generator.ecs.network.network import Network
from generator.ecs.network.resolvers import PrivateZone, Record
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.cause import Fault
from generator.needs.network.no_path import EndpointWithoutPrivateName
from generator.needs.network.vpc_dns import NamesOff, any_names
from generator.stack import Reference, Resource, Value, parts

_AWS = Domain(("com", "amazonaws"))


@dataclass(frozen=True)
class NameBlocked(Fault):
    """DNS Firewall refuses a name that tasks ask for."""

    what: str
    """Whose name is asked for: an API, a registry, a database."""
    group: Resource
    """The group that the rule is in."""


@dataclass(frozen=True)
class NameShadowed(Fault):
    """A private zone of the VPC answers for a name instead of those whose name it is, and has no record of it.

    ``variant`` tells whose zone it is: a ``zone`` of Route 53, or that of a ``namespace``.
    """

    variant: str
    what: str


class Resolution:
    """The names of one graph."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.resolvers = network.resolvers

    def api(self, vpc: Value, api: str, endpoint: Endpoint | None, tasks: tuple[str, ...]) -> Answer | None:
        """Answer for the name of an API; see ``name``. ``endpoint`` is the one that it should lead to, if any."""
        asked = self._host(api)
        own = Domain(asked.labels[:-1]) if endpoint and host_of(api).startswith("*") else asked
        return self.name(vpc, asked, api, tasks, own if endpoint else None)

    def endpoint(self, vpc: Value, api: str) -> Endpoint | None:
        """The interface endpoint that a record in a private zone of the VPC gives an API's name to."""
        asked = self._host(api)
        for zone in self._over(vpc, asked):
            if zone.here is not Truth.YES or within(asked, zone.domain) is not Truth.YES:
                continue
            for record in self.resolvers.records(zone.resource):
                if matches(asked, record.domain) is Truth.YES and (found := self._endpoint_of(record)):
                    return found
        return None

    def name(
        self, vpc: Value, asked: Domain, what: str, tasks: tuple[str, ...], own: Domain | None = None
    ) -> Answer | None:
        """Answer when a name does not lead where it should, or may not; None when nothing stands in its way.

        ``own`` is the zone in the VPC that should answer: that of an endpoint, or of a namespace.
        """
        if foreign := self.resolvers.foreign_servers(vpc):
            return unknown(foreign)
        answers = [any_names(self.network.subnets, vpc, what, tasks) if own is None else None]
        answers += [self._filtered(vpc, asked, what, tasks), self._elsewhere(vpc, asked, what, tasks, own)]
        found = [answer for answer in answers if answer is not None]
        return all_of(found) if found else None

    def _host(self, api: str) -> Domain:
        return host(host_of(api), self.resolvers.region)

    def _filtered(self, vpc: Value, asked: Domain, what: str, tasks: tuple[str, ...]) -> Answer | None:
        """What DNS Firewall does with a name: the first rule that is for it decides."""
        doubts: list[str] = []
        for rule, later in self._firewall(vpc):
            verdict = _is_for(rule, asked)
            if verdict is Truth.NO or (rule.action in ("ALLOW", "ALERT") and verdict is not Truth.YES):
                continue
            if rule.action in ("ALLOW", "ALERT"):
                if doubts or (later and not rule.trusts_chain and not _lets_all_of_aws_through(rule)):
                    names = f"names that {what} is redirected to are asked about as well"
                    return unknown(*doubts or [f"{rule.place} lets {what} through, and {names}"])
                return None
            if verdict is Truth.UNKNOWN or rule.action != "BLOCK" or rule.overrides or rule.order is None:
                doubts.append(f"DNS Firewall ({rule.place}) may refuse the name of {what}")
            elif not doubts:
                return no(NameBlocked(rule.place, rule.steps, tasks, what, rule.place))
        return unknown(*dict.fromkeys(doubts)) if doubts else None

    def _firewall(self, vpc: Value) -> Iterator[tuple[FirewallRule, bool]]:
        """Each rule for a VPC, and whether any that blocks comes after it."""
        known = self._rules.get(vpc)
        if known is None:
            known = self._rules[vpc] = dns_firewall.rules(self.network.graph, vpc, self.resolvers.region)
        for index, rule in enumerate(known):
            yield rule, any(other.action not in ("ALLOW", "ALERT") for other in known[index + 1 :])

    @cached_property
    def _rules(self) -> dict[Value, tuple[FirewallRule, ...]]:
        return {}

    def _over(self, vpc: Value, asked: Domain) -> list[PrivateZone]:
        """The private zones that answer, or may answer, for a name; the most specific first."""
        zones = (zone for zone in self.resolvers.zones(vpc) if within(asked, zone.domain) is not Truth.NO)
        return sorted(zones, key=lambda zone: -zone.domain.depth)

    def _elsewhere(
        self, vpc: Value, asked: Domain, what: str, tasks: tuple[str, ...], own: Domain | None
    ) -> Answer | None:
        """Whether a rule or another zone takes a name: the most specific does, a rule before a zone of its name.

        Source: Route 53 Developer Guide, "Considerations when working with a private hosted zone" and "How VPC Resolver
        determines whether the domain name in a query matches any rules"; read 2026-11.
        """
        depth = own.depth if own else 0
        zones = [zone for zone in self._over(vpc, asked) if own is None or zone.domain.depth > depth]
        answers = [zone for zone in zones if _certain(asked, zone.domain, zone.here)]
        forwarded = self._forwarded(vpc, asked, what, max([depth, *(zone.domain.depth for zone in answers)]))
        if forwarded is not None:
            return forwarded
        for zone in zones:
            if zone not in answers:
                return unknown(f"{zone.resource} may be a private zone in which the name of {what} is looked for")
            return self._in_zone(zone, asked, what, tasks)
        for record in self.resolvers.records_elsewhere() if own is None else ():
            if matches(asked, record.domain) is Truth.YES:
                return unknown(f"{record.resource} gives the name of {what} an address of its own")
        return None

    def _forwarded(self, vpc: Value, asked: Domain, what: str, depth: int) -> Answer | None:
        """Whether a rule sends the questions for a name away, which something of a depth would answer otherwise."""
        over = [rule for rule in self.resolvers.rules(vpc) if within(asked, rule.domain) is not Truth.NO]
        kept = [rule.domain.depth for rule in over if rule.system and _certain(asked, rule.domain, rule.here)]
        for rule in over:
            if not rule.system and (rule.domain.open or rule.domain.depth >= max([depth, *kept])):
                may = "" if _certain(asked, rule.domain, rule.here) else "may "
                sends = f"{may}send{'' if may else 's'}"
                return unknown(f"{rule.place} {sends} the questions for the name of {what} to other name servers")
        return None

    def _in_zone(self, zone: PrivateZone, asked: Domain, what: str, tasks: tuple[str, ...]) -> Answer | None:
        """What a zone that is asked instead has of a name."""
        resource = zone.resource
        for record in self.resolvers.records(resource):
            if (verdict := matches(asked, record.domain)) is not Truth.NO:
                if verdict is Truth.YES and self._endpoint_of(record):
                    return None
                return unknown(f"{record.resource} gives the name of {what} an address in {resource}")
        if open_to := self.network.graph.open_reasons(resource):
            return unknown(
                f"{resource} answers for the name of {what}, and what else is in it is not seen: {open_to[0]}"
            )
        namespace = resource.type == "AWS::ServiceDiscovery::PrivateDnsNamespace"
        if namespace and self.resolvers.discoveries(resource):
            return unknown(f"{resource} answers for the name of {what}")
        return no(NameShadowed(resource, ("Name",), tasks, "namespace" if namespace else "zone", what))

    def _endpoint_of(self, record: Record) -> Endpoint | None:
        """The interface endpoint whose own name a record gives."""
        named = {
            part.resource
            for value in (record.get("AliasTarget", "DNSName"), record.get("ResourceRecords"))
            for part in parts(value)
            if isinstance(part, Reference) and part.attribute == "DnsEntries"
        }
        return next((each for each in self.network.endpoints if each.resource.path in named), None)


def _certain(asked: Domain, domain: Domain, here: Truth) -> bool:
    return here is Truth.YES and within(asked, domain) is Truth.YES


def _is_for(rule: FirewallRule, asked: Domain) -> Truth:
    """Tell whether a rule is for a name that an address is asked of."""
    if rule.for_addresses is Truth.NO or rule.domains == ():
        return Truth.NO
    if rule.domains is None:
        return Truth.UNKNOWN
    verdicts = [matches(asked, entry) for entry in rule.domains]
    if Truth.YES in verdicts:
        return Truth.YES if Truth.UNKNOWN not in (rule.here, rule.for_addresses) else Truth.UNKNOWN
    return Truth.UNKNOWN if Truth.UNKNOWN in verdicts else Truth.NO


def _lets_all_of_aws_through(rule: FirewallRule) -> bool:
    """Whether a rule is for every name of AWS, so that what one of its APIs is redirected to is among them."""
    return any(entry.wildcard and within(_AWS, Domain(entry.labels)) is Truth.YES for entry in rule.domains or ())


def by_name(name: Answer | None, way: Answer, outside: Truth) -> Answer:
    """Unite the answer for a name with that for the ``way`` to where it should lead; ``outside`` is about the internet.

    While it is not known where the name leads, the way there decides only when nothing else would be reached either.
    """
    if name is None:
        return way
    if name.no:
        return all_of((name, way))
    by_another_name = any(isinstance(cause, EndpointWithoutPrivateName | NamesOff) for cause in way.causes)
    alone = way.no and not by_another_name and outside is Truth.NO
    return way if alone else name
