"""Does a load balancer get to tasks by a port of their host, where they have no interface of their own?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.hosts.host_ports import fixed_ports, picked_ports
from generator.ecs.hosts.hosts import Hosts
from generator.ecs.tasks import Task, items
from generator.ecs.texts import number
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import End, PortClosed, connect
from generator.stack import Listing, Resource

_PICKED = (32768, 60999)
"""The ends of the range that Linux has Docker pick ports from: net.ipv4.ip_local_port_range, as it is by default."""
_PICKED_BY_WINDOWS = (49153, 65535)
"""Windows has no such file. Source: ECS API Reference, PortMapping, hostPort ("if this kernel parameter is unavailable,
the default ephemeral port range from 49153-65535 is used"); excerpts, 2026-11."""


@dataclass(frozen=True)
class HostPortClosed(PortClosed):
    """Security groups keep a load balancer from the port of the host that a task has."""


@dataclass(frozen=True)
class HealthPortOfNobody(Fault):
    """Health checks go to one port of the hosts, and tasks have ports that are picked anew for each."""

    port: int
    target_group: str
    hosts: str


@dataclass(frozen=True)
class HostEnd:
    """The hosts of a task as one end of a connection, and the ports of theirs that requests to it come to."""

    hosts: Hosts
    end: End
    ports: tuple[int, ...]


def ends_of_hosts(context: Context, task: Task) -> Iterator[HostEnd | Answer]:
    """The hosts that are certainly a task's, or why they are not known as an end.

    Source: ECS API Reference, PortMapping, hostPort: "the default ephemeral port range is 49153-65535 and
    32768-65535", and what /proc/sys/net/ipv4/ip_local_port_range says before that; read 2026-11.
    """
    fixed = dict.fromkeys(port for _, port in fixed_ports(task))
    for hosts in context.hosts.certain(task):
        if hosts.image.windows is Truth.UNKNOWN and picked_ports(task):
            yield unknown(f"from which ports Docker picks on {hosts} is not known here")
            continue
        picked = _PICKED_BY_WINDOWS if hosts.image.windows is Truth.YES else _PICKED
        if not isinstance(hosts.subnets, Listing):
            yield unknown(f"the subnets of {hosts} are not known here")
            continue
        places = tuple(value for _, value in items(hosts.subnets))
        ports = fixed | dict.fromkeys(picked if picked_ports(task) else ())
        yield HostEnd(hosts, End(str(hosts), hosts.groups, places, hosts.place), tuple(ports))


def _listens(context: Context, port: int) -> bool:
    """Whether some task has this port of its host, or may."""
    return any(
        other.awsvpc is not Truth.YES and (other.unreadable or port in [each for _, each in fixed_ports(other)])
        for other in context.tasks
    )


def reaches_hosts(context: Context, task: Task, balancer: End, group: Resource) -> Iterator[Answer]:
    """Answer for each port of the hosts that requests may come to."""
    if task.awsvpc is not Truth.NO or not context.hosts.certain(task):
        yield unknown(f"the network of {task.name} is not known here")
        return
    fixed = dict.fromkeys(port for _, port in fixed_ports(task))
    for found in ends_of_hosts(context, task):
        if isinstance(found, Answer):
            yield found
            continue
        hosts, ports = found.hosts, dict.fromkeys(found.ports)
        asked = number(group.get("HealthCheckPort"))
        if asked is not None and asked not in fixed:
            ports[asked] = None
            if not _listens(context, asked):
                yield no(HealthPortOfNobody(group, ("HealthCheckPort",), (task.name,), asked, str(group), str(hosts)))
        for port in ports:
            yield connect(context.network, balancer, found.end, port, HostPortClosed, (task.name,))
