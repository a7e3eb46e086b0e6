"""What Cloud Map refuses of namespaces and services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals, Together
from generator.stack import Absent, Graph, Resource


def service(_graph: Graph, discovery: Resource) -> Iterator[str]:
    outer, inner = discovery.get("NamespaceId"), discovery.get("DnsConfig", "NamespaceId")
    if outer != inner and not isinstance(outer, Absent) and not isinstance(inner, Absent):
        yield f"{discovery} names two namespaces, {outer} and {inner}"


def name_of_namespace(_graph: Graph, namespace: Resource) -> Iterator[str]:
    """Source: Route 53 Developer Guide, "DNS domain name format"; not looked up, 2026-11."""
    name = literal(namespace.get("Name"))
    if name is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?", name, re.ASCII):
        yield f"Name of {namespace} is {name[:60]!r}, which no name in a zone is"


def names_by_case(graph: Graph) -> Iterator[str]:
    """Source: Cloud Map API Reference, CreateService, Name (not two that differ by case only, where DNS queries find
    them); from memory, 2026-11."""
    first: dict[tuple[object, str], Resource] = {}
    for each in graph.of_type("AWS::ServiceDiscovery::Service"):
        outer, inner = each.get("NamespaceId"), each.get("DnsConfig", "NamespaceId")
        name, namespace = literal(each.get("Name")), inner if isinstance(outer, Absent) else outer
        if name is None or each.exists is not Truth.YES or isinstance(each.get("DnsConfig"), Absent):
            continue
        other = first.setdefault((namespace, name.lower()), each)
        if other is not each:
            yield f"{other} and {each} have one name, {name[:60]}, in one namespace"


TOGETHER: Together = (names_by_case,)
REFUSALS: Refusals = {
    "AWS::ServiceDiscovery::Service": (service,),
    "AWS::ServiceDiscovery::PrivateDnsNamespace": (name_of_namespace,),
}
