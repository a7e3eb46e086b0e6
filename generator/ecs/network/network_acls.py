"""Network ACLs: which one a subnet has, and its entries, whichever stack they are written in."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import IPv4Network
from typing import Any

from generator.ecs.network.addresses import network
from generator.ecs.network.packets import Ports
from generator.ecs.network.subnets import VPC, Subnets
from generator.ecs.tasks import flag
from generator.ecs.texts import literal, number
from generator.logic import Truth, every, truth
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value, shown

ACL, ENTRY = "AWS::EC2::NetworkAcl", "AWS::EC2::NetworkAclEntry"
ASSOCIATION = "AWS::EC2::SubnetNetworkAclAssociation"
DEFAULT = "DefaultNetworkAcl"
"""The attribute of a VPC that is its default ACL."""
IN, OUT = "inbound", "outbound"
TCP, UDP = "6", "17"
_ALL = Ports(0, 65535)
_NUMBERS = {"-1": "all", "all": "all", "tcp": TCP, "udp": UDP}


@dataclass(frozen=True)
class Entry:
    """One entry, about IPv4. Without a ``resource`` it is the one that EC2 puts into a default ACL.

    ``number``, ``protocol`` (``all``, or its number in IP), ``ports`` and ``range`` are None when they are not known;
    ``applies`` says whether it is of the ACL, and of the direction; ``block`` is the range as it is written.
    """

    resource: Resource | None
    number: int | None
    allows: Truth
    applies: Truth
    protocol: str | None
    ports: Ports | None
    block: Value
    range: IPv4Network | None

    @property
    def shown(self) -> str:
        """What people call it."""
        name = "an entry" if self.number is None else f"entry {self.number}"
        return f"{name} ({self.resource})" if self.resource else name


@dataclass(frozen=True, eq=False)
class Acl:
    """A network ACL that is created here, or the default one of a VPC.

    ``complete`` says whether nobody else may add entries; ``seen`` is no for an ACL whose entries are elsewhere.
    """

    name: str
    place: Resource | None
    entries: dict[str, tuple[Entry, ...]]
    """By direction."""
    users: tuple[str, ...] = ()
    """The subnets that templates give it to."""
    complete: bool = True
    seen: bool = True
    decided: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    """What was asked about it before, and answered: services of one subnet ask the same."""

    @property
    def has_written_entries(self) -> bool:
        """Whether templates write any of its entries: to a default ACL EC2 gives one of its own."""
        return any(entry.resource for entries in self.entries.values() for entry in entries)


class NetworkAcls:
    """The network ACLs of a graph."""

    def __init__(self, graph: Graph, subnets: Subnets) -> None:
        self.graph = graph
        self.subnets = subnets
        self._acls: dict[str, Acl] = {}
        self._of: dict[Value, tuple[Acl, ...]] = {}

    @cached_property
    def written(self) -> bool:
        """Whether templates write anything about network ACLs: otherwise all subnets have AWS's own, which let all in.

        Source: VPC User Guide, "Default network ACL for a VPC", read 2026-11.
        """
        return bool(self.graph.of_type(ENTRY, ASSOCIATION))

    def of(self, subnet: Value) -> tuple[Acl, ...]:
        """The ACLs of which a subnet has one.

        None for a subnet that is not created here and that nothing here gives one.
        """
        known = self._of.get(subnet)
        if known is None:
            known = self._of[subnet] = tuple(self._find(subnet)) if self.written else ()
        return known

    def _find(self, subnet: Value) -> list[Acl]:
        resource = self.subnets.resource(subnet)
        own = self._associations.get(_identity(resource, subnet), [])
        given = [*own, *self._associations.get("", ())] if resource else own
        found = {acl.name: acl for association in given if (acl := self._acl(association.get("NetworkAclId")))}
        if resource and not any(association.exists is Truth.YES for association in own):
            default = self._default(self.subnets.vpc_resource(resource.get("VpcId")))
            found[default.name] = default
        return list(found.values())

    @cached_property
    def _associations(self) -> dict[str | Value, list[Resource]]:
        """By subnet; those of an unknown one, which may be any, under an empty name too."""
        associations: dict[str | Value, list[Resource]] = {}
        for association in self.graph.of_type(ASSOCIATION):
            value = association.get("SubnetId")
            subnet = self.subnets.resource(value)
            associations.setdefault(_identity(subnet, value), []).append(association)
            if subnet is None and not isinstance(value, Absent | Literal):
                associations.setdefault("", []).append(association)
        return associations

    def _acl(self, value: Value) -> Acl | None:
        if isinstance(value, Absent):
            return None  # EC2 refuses it, so it gives no subnet anything.
        if isinstance(value, Reference) and value.attribute == DEFAULT:
            return self._default(self.graph.target(value, VPC))
        resource = self.graph.target(value, ACL)
        if resource is None:
            return Acl(f"the network ACL ({shown(value)})", None, {}, complete=False, seen=False)
        return self._made(resource.path, str(resource), resource, ())

    def _default(self, vpc: Resource | None) -> Acl:
        """The default ACL of a VPC. EC2's own entry 100 lets everything through, and others can be put before it."""
        everything = Entry(None, 100, Truth.YES, Truth.YES, "all", _ALL, Literal("0.0.0.0/0"), IPv4Network("0.0.0.0/0"))
        name = f"{vpc}.DefaultNetworkAcl" if vpc else "the default network ACL"
        return self._made(f"{vpc.path}.{DEFAULT}" if vpc else "", name, vpc, (everything,))

    def _made(self, identity: str, name: str, place: Resource | None, own: tuple[Entry, ...]) -> Acl:
        known = self._acls.get(identity)
        if known is None:
            entries = {
                direction: (
                    *own,
                    *(entry for at in self._entries.get(identity, []) for entry in _read(at, direction, Truth.YES)),
                    *(entry for at in self._stray(place) for entry in _read(at, direction, Truth.UNKNOWN)),
                )
                for direction in (IN, OUT)
            }
            complete = place is None or self.graph.closed(place)
            known = self._acls[identity] = Acl(name, place, entries, self._users.get(identity, ()), complete)
        return known

    @cached_property
    def _users(self) -> dict[str, tuple[str, ...]]:
        """By ACL, the subnets that it is given to."""
        users: dict[str, list[str]] = {}
        for association in self.graph.of_type(ASSOCIATION):
            if acl := self.graph.target(association.get("NetworkAclId"), ACL):
                subnet = association.get("SubnetId")
                users.setdefault(acl.path, []).append(str(self.subnets.resource(subnet) or shown(subnet)))
        return {acl: tuple(names) for acl, names in users.items()}

    @cached_property
    def _entries(self) -> dict[str, list[Resource]]:
        """By the ACL that they are certainly of."""
        entries: dict[str, list[Resource]] = {}
        for entry in self.graph.of_type(ENTRY):
            value = entry.get("NetworkAclId")
            target = self.graph.target(value, ACL, VPC)
            if target is not None:
                identity = target.path if target.type == ACL else f"{target.path}.{DEFAULT}"
                entries.setdefault(identity, []).append(entry)
        return entries

    def _stray(self, place: Resource | None) -> list[Resource]:
        """The entries that may be of an ACL. An id that is written out is none of what is created here."""
        others = (Absent, Literal) if place else (Absent,)
        return [entry for entry in self._untraced if not isinstance(entry.get("NetworkAclId"), others)]

    @cached_property
    def _untraced(self) -> tuple[Resource, ...]:
        entries = self.graph.of_type(ENTRY)
        return tuple(entry for entry in entries if self.graph.target(entry.get("NetworkAclId"), ACL, VPC) is None)


def _identity(resource: Resource | None, value: Value) -> str | Value:
    return resource.path if resource else value


def _read(resource: Resource, direction: str, belongs: Truth) -> list[Entry]:
    """Read an entry for one direction: none when it is about the other, or about IPv6 alone."""
    egress = flag(resource.get("Egress"))
    right_way = egress if egress is Truth.UNKNOWN else truth((egress is Truth.YES) is (direction == OUT))
    protocol, ports = _protocol(resource)
    block = resource.get("CidrBlock")
    if isinstance(block, Absent) and not isinstance(resource.get("Ipv6CidrBlock"), Absent):
        return []
    applies = every((belongs, right_way, resource.exists))
    if applies is Truth.NO:
        return []
    action = (literal(resource.get("RuleAction")) or "").lower()
    allows = truth(action == "allow") if action in ("allow", "deny") else Truth.UNKNOWN
    return [
        Entry(resource, number(resource.get("RuleNumber")), allows, applies, protocol, ports, block, network(block))
    ]


def _protocol(resource: Resource) -> tuple[str | None, Ports | None]:
    """The protocol that an entry is about, and which ports of it.

    With the protocol -1 the ports say nothing. Source: EC2 API Reference, CreateNetworkAclEntry, read 2026-11.
    """
    written = literal(resource.get("Protocol"))
    protocol = None if written is None else _NUMBERS.get(written.lower(), written)
    if protocol == "all":
        return protocol, _ALL
    first, last = (number(resource.get("PortRange", end)) for end in ("From", "To"))
    return protocol, None if first is None or last is None else Ports(first, last)
