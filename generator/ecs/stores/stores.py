"""Stores of any type on record: where each stands, the ports it listens on, and what it takes from clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.awsdata.stores import StoreType, store_types
from generator.ecs.stores.brokers import KAFKA, listeners
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Unknown, Value, shown

ANY = "any"


@dataclass(frozen=True)
class Speech:
    """Whether clients have to speak TLS: ``required``, ``refused``, ``both``, or empty when it is not known."""

    tls: str
    because: str
    place: Resource
    steps: tuple[str | int, ...] = ()


@dataclass(frozen=True, eq=False)
class Store:
    """One store. ``known`` is what its type is on record for."""

    graph: Graph
    resource: Resource
    known: StoreType

    def __str__(self) -> str:
        return str(self.resource)

    def ports(self, attribute: str) -> tuple[int, ...]:
        """The ports that something listens on at one of its addresses; none when that is not known."""
        if self.resource.type == KAFKA:
            return listeners(self.resource)
        if own := self.known.ports_of.get(attribute):
            return tuple(own)
        value = self.get(self.known.port)
        if not isinstance(value, Absent):
            port = number(value)
            return () if port is None else (port,)
        if self.inherits:
            return ()
        engine = (literal(self.get(self.known.engine)) or "").lower() if self.known.engine else ANY
        return tuple(self.known.ports.get(engine, ()))

    def get(self, way: str) -> Value:
        """A property by its way, with dots; of mappings in a list, all of theirs together."""
        head, *rest = way.split(".") if way else [""]
        value = self.resource.get(head) if head else Absent()
        if not (rest and isinstance(value, Listing)):
            return self.resource.get(head, *rest) if rest else value
        listed = [self.resource.get(head, at, *rest) for at, _ in items(value)]
        if not all(isinstance(each, Listing) for each in listed):
            return Unknown(f"{self}/{way}", f"{way} of {self} is not known here")
        return Listing(tuple(item for each in listed for _, item in items(each)))

    @property
    def groups(self) -> Value:
        """Its security groups; Absent means the VPC's default group."""
        groups = _listed(self.get(self.known.groups))
        if isinstance(groups, Absent) and self.inherits:
            return Unknown(f"{self}/{self.known.groups}", f"{self} takes its security groups from elsewhere")
        return groups

    @property
    def inherits(self) -> bool:
        """Whether what is not set may come from something else than the defaults of its type."""
        return any(not isinstance(self.resource.get(key), Absent) for key in self.known.inherits)

    @cached_property
    def subnets(self) -> tuple[Value, ...]:
        """The subnets that it may stand in, as far as they are known."""
        if self.known.subnets:
            return tuple(value for _, value in items(_listed(self.get(self.known.subnets))))
        group = self.graph.target(self.get(self.known.subnet_group), self.known.subnet_group_type)
        return tuple(value for _, value in items(group.get("SubnetIds"))) if group else ()

    @property
    def in_default_vpc(self) -> bool:
        """Whether it certainly stands in the default VPC of the account, for no subnets are named."""
        named = self.get(self.known.subnets or self.known.subnet_group)
        return self.known.default_vpc and isinstance(named, Absent) and not self.inherits

    @property
    def place_of_subnets(self) -> tuple[str, ...]:
        """The way to the property that names its subnets, or their group."""
        return tuple((self.known.subnets or self.known.subnet_group).split("."))

    @property
    def public(self) -> Truth:
        """Whether its name leads to public addresses, and not into the VPC."""
        if self.known.in_vpc and isinstance(self.get(self.known.in_vpc), Absent):
            return Truth.YES
        value = self.get(self.known.public) if self.known.public else Absent()
        if isinstance(value, Absent):
            return Truth.NO
        known = value.boolean if isinstance(value, Literal) else None
        return Truth.UNKNOWN if known is None else Truth.YES if known else Truth.NO

    @cached_property
    def members(self) -> tuple[tuple[Resource, ...], bool]:
        """The instances that answer for it, and whether these are certainly all."""
        found, complete = [], self.graph.closed(self.resource)
        for instance in self.graph.of_type(self.known.members) if self.known.members else ():
            cluster = self.graph.target(instance.get("DBClusterIdentifier"), self.resource.type)
            if cluster is self.resource:
                found.append(instance)
            complete = complete and cluster is not None
        return tuple(found), complete

    @cached_property
    def speech(self) -> Speech | None:
        """Whether its clients have to speak TLS; None where nothing is on record."""
        tls = self.known.tls
        if tls is None:
            return None
        place, steps = self.resource, tuple(tls.property.split(".")) if tls.property else ()
        value = self.get(tls.property)
        if tls.parameter and not isinstance(value, Absent):
            group = self.graph.target(value, tls.parameter_group_type)
            if group is None and not (literal(value) or "").startswith("default."):
                return Speech("", f"the parameter group ({shown(value)}) of {self} is not seen here", place, steps)
            place, steps = (group, ("Parameters", tls.parameter)) if group else (place, steps)
            value = group.get(*steps) if group else Absent()
        name = ".".join(map(str, steps))
        if isinstance(value, Absent):
            said = f"{name} of {place} is not set" if name else f"a {self.resource.type} takes nothing else"
            return Speech(tls.default, said, place, steps)
        word = (literal(value) or "").strip().lower()
        because = f"{name} of {place} is {shown(value)}"
        softer = (literal(self.get(tls.softened_by)) or "").lower()
        if word in tls.required and softer in tls.softened:
            return Speech("both", because, place, steps)
        if word in tls.required and tls.softened_by and isinstance(self.get(tls.softened_by), Unknown):
            return Speech("", f"{tls.softened_by} of {self} is not known here", place, steps)
        verdict = "required" if word in tls.required else "refused" if word in tls.refused else ""
        if not verdict and isinstance(value, Literal):
            verdict = "both"
        return Speech(verdict, because, place, steps)


class Stores:
    """The stores of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def all(self) -> dict[str, Store]:
        """Every store that is created, by its path."""
        return {store.resource.path: store for store in self._created()}

    def _created(self) -> Iterator[Store]:
        for kind, known in store_types().items():
            for resource in self.graph.of_type(kind):
                yield Store(self.graph, resource, known)

    @cached_property
    def _of_members(self) -> dict[str, Store]:
        return {member.path: store for store in self.all.values() for member in store.members[0]}

    def at(self, value: Value) -> Store | None:
        """The store whose address a value is: its own, or that of an instance which answers for it."""
        if not isinstance(value, Reference):
            return None
        if (store := self.all.get(value.resource)) is not None:
            return store if value.attribute in store.known.addresses else None
        return self._of_members.get(value.resource) if value.attribute == "Endpoint" else None


def _listed(value: Value) -> Value:
    """A property that names one thing as a list of it."""
    return value if isinstance(value, Listing | Absent | Unknown) else Listing((value,))
