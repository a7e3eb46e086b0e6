"""Names of load balancers: the one that AWS gives each, and the records in hosted zones that lead to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.tasks import items
from generator.ecs.texts import Texts, address
from generator.stack import Absent, Graph, Reference, Resource, Text, Value

RECORD, RECORDS = "AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup"


@dataclass(frozen=True)
class NamedBalancer:
    """A load balancer that a text names. ``port`` is None when neither the text nor its scheme gives one."""

    balancer: Resource
    port: int | None


class PublicNames:
    """The names of the load balancers of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.texts = Texts()

    def read(self, value: Value) -> NamedBalancer | None:
        """Read a value as an address of one of the load balancers; None when it is not certainly one."""
        if not self._by_host or (not isinstance(value, Text | Reference) and not self._has_records):
            return None
        written = address(self.texts.text(value))
        balancer = self._by_host.get(written.host.lower()) if written else None
        return NamedBalancer(balancer, written.port) if written and balancer else None

    @cached_property
    def _by_host(self) -> dict[str, Resource]:
        balancers = self.graph.of_type(BALANCER)
        hosts = {self.texts.text(Reference(balancer.path, "DNSName")).lower(): balancer for balancer in balancers}
        names: dict[str, set[Resource]] = {}
        for name, target in self._records() if balancers else ():
            host, leads_to = self.texts.text(name).rstrip(".").lower(), address(self.texts.text(target))
            balancer = hosts.get(leads_to.host.lower().removeprefix("dualstack.")) if leads_to else None
            if host and balancer:
                names.setdefault(host, set()).add(balancer)
        return hosts | {host: found.pop() for host, found in names.items() if len(found) == 1}

    @cached_property
    def _has_records(self) -> bool:
        return bool(self.graph.of_type(RECORD, RECORDS))

    def _records(self) -> Iterator[tuple[Value, Value]]:
        """Each record with a name and what it leads to: another name."""
        sets: list[tuple[Resource, tuple[str | int, ...]]] = [(each, ()) for each in self.graph.of_type(RECORD)]
        for group in self.graph.of_type(RECORDS):
            sets += [(group, ("RecordSets", index)) for index, _ in items(group.get("RecordSets"))]
        for resource, steps in sets:
            alias = resource.get(*steps, "AliasTarget", "DNSName")
            if not isinstance(alias, Absent):
                yield resource.get(*steps, "Name"), alias
            for _, record in items(resource.get(*steps, "ResourceRecords")):
                yield resource.get(*steps, "Name"), record
