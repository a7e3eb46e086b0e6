"""Packets of one connection as they leave subnets and enter them: does the network ACL of each let them through?

An ACL is asked where packets leave a subnet or enter one, never within one. It does not filter what goes to the name
servers of the VPC, the metadata of tasks or the time service.
Source: VPC User Guide, "Network ACL basics", read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.ecs.network.client_ports import client_ports
from generator.ecs.network.network import Network
from generator.ecs.network.network_acls import IN, OUT, Acl
from generator.ecs.network.packets import Addresses, Ports, addresses_in, public
from generator.ecs.network.subnets import same
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault, Steps
from generator.needs.network.acl_entries import NUMBERS, Decision, decide
from generator.stack import Resource, Value, shown


@dataclass(frozen=True)
class PacketsDropped(Fault):
    """A network ACL drops packets of a connection.

    ``variant`` says which: ``requests``, or the ``answers`` to them, which come back to the port of the client.
    """

    variant: str
    acl: str
    """The ACL, with the subnets that have it."""
    direction: str
    """``inbound`` or ``outbound``, from the subnet's point of view."""
    traffic: str
    protocol: str
    """The number of its protocol."""
    ports: Ports
    """The destination ports of the packets."""
    peer: str
    """Whom they come from, or go to."""
    because: str
    source: str
    target: str
    port: int
    """What the source connects to."""
    symptom: str
    egress: str
    block: str
    """What an entry that lets them through says in Egress and CidrBlock."""
    before: str
    """What its RuleNumber has to be, if it matters."""


@dataclass(frozen=True)
class StartDropped(PacketsDropped):
    """A network ACL keeps tasks from what they need to start."""


@dataclass(frozen=True)
class ConnectionDropped(PacketsDropped):
    """A network ACL keeps a service from what it connects to, or those who connect to it from the service."""


@dataclass(frozen=True)
class Connection:
    """Who connects to whom, on which port, from which ports; ``fault`` is the kind of fault when it does not work."""

    source: str
    target: str
    port: int
    clients: Ports
    tasks: tuple[str, ...]
    fault: type[PacketsDropped]
    symptom: str = ""
    protocol: str = "tcp"

    @property
    def requests(self) -> Ports:
        """What requests go to."""
        return Ports(self.port, self.port, self.protocol)

    @property
    def answers(self) -> Ports:
        """What answers come back to."""
        return replace(self.clients, protocol=self.protocol)


@dataclass(frozen=True)
class Hop:
    """Packets that leave a subnet, or enter it. ``certain`` unless their other end may be in the same subnet."""

    kind: str
    subnet: Value
    direction: str
    peer: Addresses
    ports: Ports
    certain: bool = True


def start_connection(task: Task, target: str, port: int, symptom: str) -> Connection:
    """Make the connection of a task to what it needs to start."""
    return Connection(task.name, target, port, client_ports(task), (task.name,), StartDropped, symptom)


def between(network: Network, connection: Connection, source: Value, target: Value) -> Iterator[Hop]:
    """The hops from one subnet to another, and back; none within one."""
    if (apart := same(source, target)) is not Truth.YES:
        there = addresses_in(network.subnets, target)
        yield Hop("requests", source, OUT, there, connection.requests, apart is Truth.NO)
        yield from into(network, connection, source, target)
        yield Hop("answers", source, IN, there, connection.answers, apart is Truth.NO)


def into(network: Network, connection: Connection, source: Value, target: Value) -> Iterator[Hop]:
    """The hops at the second of two subnets, wherever it sends on what comes in."""
    if (apart := same(source, target)) is not Truth.YES:
        here = addresses_in(network.subnets, source)
        yield Hop("requests", target, IN, here, connection.requests, apart is Truth.NO)
        yield Hop("answers", target, OUT, here, connection.answers, apart is Truth.NO)


def outward(connection: Connection, subnet: Value) -> tuple[Hop, Hop]:
    """The hops out of a subnet to addresses of AWS or the internet, and back."""
    requests = Hop("requests", subnet, OUT, public(), connection.requests)
    return requests, Hop("answers", subnet, IN, public(), connection.answers)


def passes(network: Network, connection: Connection, hops: Iterable[Hop]) -> list[Answer]:
    """Ask each ACL on the way. A subnet that may have one of several has to be let through by each of them."""
    answers = []
    for hop in hops:
        acls = network.acls.of(hop.subnet)
        decisions = [(acl, _decide(acl, hop)) for acl in acls]
        verdicts = {decision.passes for _, decision in decisions}
        if verdicts == {Truth.NO} and hop.certain:
            acl, decision = decisions[0]
            answers.append(no(dropped(network, connection, hop, acl, decision)))
        elif verdicts - {Truth.YES}:
            which = ", ".join(acl.name for acl, decision in decisions if decision.passes is not Truth.YES)
            answers.append(unknown(f"whether {which} lets {_words(hop)} through is not decided here"))
        else:
            answers += [yes(f"{acl.name} lets {_words(hop)} through") for acl in acls if acl.has_written_entries]
    return answers


def _decide(acl: Acl, hop: Hop) -> Decision:
    question = (hop.direction, hop.peer, hop.ports)
    known: Decision | None = acl.decided.get(question)
    if known is None:
        known = acl.decided[question] = decide(acl, *question)
    return known


def _words(hop: Hop) -> str:
    toward = "to" if hop.direction == OUT else "from"
    return f"{hop.direction} {_traffic(hop)} on {hop.ports} {toward} {hop.peer.name}"


def _traffic(hop: Hop) -> str:
    return "traffic" if hop.ports.protocol == "tcp" else f"{hop.ports.protocol.upper()} traffic"


def _with_subnets(network: Network, acl: Acl, subnet: Value) -> str:
    users = acl.users or (str(network.subnets.resource(subnet) or shown(subnet)),)
    return f"{acl.name} (of {', '.join(users)})"


def dropped(network: Network, connection: Connection, hop: Hop, acl: Acl, decision: Decision) -> PacketsDropped:
    """Make the fault of an ACL that drops what a hop carries."""
    entry = decision.dropped_by
    place: Resource | None = entry.resource if entry and entry.resource else acl.place
    assert place is not None  # a default ACL that is not seen drops nothing, unless an entry that is seen does
    steps: Steps = ("RuleAction",) if entry and entry.resource else ()
    some = "some of it" if decision.partly else "it"
    nobody = "the entries allow only some of it" if decision.partly else "no entry allows it"
    return connection.fault(
        resource=place,
        steps=steps,
        tasks=connection.tasks,
        variant=hop.kind,
        acl=_with_subnets(network, acl, hop.subnet),
        direction=hop.direction,
        traffic=_traffic(hop),
        protocol=NUMBERS[hop.ports.protocol],
        ports=hop.ports,
        peer=f"{'to' if hop.direction == OUT else 'from'} {hop.peer.name}",
        because=f"{entry.shown} denies {some}" if entry else nobody,
        source=connection.source,
        target=connection.target,
        port=connection.port,
        symptom=connection.symptom,
        egress="true" if hop.direction == OUT else "false",
        block=hop.peer.block,
        before=f", RuleNumber below {entry.number}" if entry and entry.number is not None else "",
    )
