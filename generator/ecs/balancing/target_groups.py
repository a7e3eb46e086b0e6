"""Target groups: what they speak, how they ask for health, and whose address a target sees."""

from __future__ import annotations

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth, truth
from generator.stack import Absent, Listing, Literal, Resource, Value

_TRANSPORTS: dict[str, tuple[str, ...]] = {
    "HTTP": ("tcp",),
    "HTTPS": ("tcp",),
    "TCP": ("tcp",),
    "TLS": ("tcp",),
    "UDP": ("udp",),
    "TCP_UDP": ("tcp", "udp"),
    "QUIC": ("udp",),
    "TCP_QUIC": ("tcp", "udp"),
}


def transports(protocol: Value) -> tuple[str, ...] | None:
    """What packets a protocol of a listener or target group is carried in; None for one that is not known."""
    return _TRANSPORTS.get((literal(protocol) or "").upper())


def target_type(group: Resource) -> str | None:
    """``instance``, ``ip``, ``lambda`` or ``alb``; None when it is not known."""
    value = group.get("TargetType")
    return "instance" if isinstance(value, Absent) else literal(value)


def protocol_version(group: Resource) -> str | None:
    """``HTTP1``, ``HTTP2`` or ``GRPC``; None when it is not known."""
    value = group.get("ProtocolVersion")
    return "HTTP1" if isinstance(value, Absent) else (literal(value) or "").upper() or None


def health_port(group: Resource, traffic_port: int) -> int | None:
    """The port that a target group's health check asks; None when it is not known."""
    value = group.get("HealthCheckPort")
    if isinstance(value, Absent) or literal(value) == "traffic-port":
        return traffic_port
    return number(value)


def attribute(group: Resource, key: str) -> Value:
    """The value of one of the attributes of a target group; Absent when it is not set."""
    listed = group.get("TargetGroupAttributes")
    unknown: Value = Absent() if isinstance(listed, Absent | Listing) else listed
    for index, _ in items(listed):
        name = group.get("TargetGroupAttributes", index, "Key")
        if not isinstance(name, Literal):
            unknown = name
        elif name.text == key:
            return group.get("TargetGroupAttributes", index, "Value")
    return unknown


def keeps_client_addresses(group: Resource) -> Truth:
    """Tell whether the targets of a network load balancer see the addresses of its clients, and not its own.

    Source: Network Load Balancers User Guide, "Edit target group attributes", client IP preservation; read 2026-11.
    """
    protocol, kind = (literal(group.get("Protocol")) or "").upper(), target_type(group)
    if protocol not in ("TCP", "TLS"):
        return Truth.YES if protocol in _TRANSPORTS else Truth.UNKNOWN
    value = attribute(group, "preserve_client_ip.enabled")
    if isinstance(value, Absent):
        return Truth.UNKNOWN if kind is None else truth(kind != "ip")
    known = value.boolean if isinstance(value, Literal) else None
    return Truth.UNKNOWN if known is None else truth(known)
