"""What Cloud Map refuses of namespaces and services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
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


REFUSALS: Refusals = {
    "AWS::ServiceDiscovery::Service": (service,),
    "AWS::ServiceDiscovery::PrivateDnsNamespace": (name_of_namespace,),
}
