"""How the way of a request through a load balancer ends before the tasks: the faults that its needs find."""

from __future__ import annotations

from dataclasses import dataclass

from generator.needs.cause import Fault
from generator.needs.network.connections import PortClosed
from generator.stack import Resource


@dataclass(frozen=True)
class RequestsStopped(Fault):
    """Requests do not get through a load balancer to the tasks behind it.

    ``variant`` says where. Between the load balancer and the tasks: ``in`` when the tasks' groups do not admit it,
    ``addresses`` when it has no groups and they do not admit its addresses, ``kept`` when it keeps the addresses of its
    clients and they do not admit those, ``out`` when its own groups do not let it out. Before the load balancer:
    ``clients`` when its groups admit nobody, ``clients by IPv6`` when they admit nobody by the only version of IP that
    clients can come by, ``internet`` when a subnet has no route.
    """

    variant: str
    source: str
    """The load balancer."""
    target: str
    """The service."""
    port: int | None = None
    """The port that is not open; of several the first."""
    ports: tuple[int, ...] = ()
    """What the load balancer listens on, where it admits nobody."""
    subnet: Resource | None = None
    """The subnet without a route."""
    given_by: str = ""
    """The property that gives the load balancer its subnets: ``Subnets`` or ``SubnetMappings``."""
    protocol: str = "tcp"
    """What the port is of, as a rule names it."""


@dataclass(frozen=True)
class HealthPortClosed(PortClosed):
    """A load balancer does not get to the port that its health checks ask.

    Beside the variants of PortClosed, ``addresses`` says that it has no groups and that its addresses are not admitted.
    """

    target_group: str
