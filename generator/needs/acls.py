"""Do network ACLs let a connection through: the requests and, since an ACL keeps no state, the answers?

An ACL is asked where packets leave a subnet or enter one, never within one. It does not filter what goes to the name
servers of the VPC, the metadata of tasks or the time service.
Source: VPC User Guide, "Network ACL basics", read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.ecs.client_ports import WIDE, client_ports
from generator.ecs.network import Network
from generator.ecs.network_acls import IN, OUT, Acl
from generator.ecs.packets import Addresses, Ports, addresses_in, public
from generator.ecs.subnets import same
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.acl_entries import NUMBERS, Decision, decide, some_pass
from generator.needs.cause import Fault, Steps
from generator.stack import Absent, Resource, Value, shown

_ANYBODY = Ports(32768, 65535)
"""What AWS's own example of an ACL opens for answers to clients of whatever kind."""


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
class Hop:
    """Packets that leave a subnet, or enter it. ``certain`` unless their other end may be in the same subnet."""

    kind: str
    subnet: Value
    direction: str
    peer: Addresses
    ports: Ports
    certain: bool = True


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


def start_connection(task: Task, target: str, port: int, symptom: str) -> Connection:
    """Make the connection of a task to what it needs to start."""
    return Connection(task.name, target, port, client_ports(task), (task.name,), StartDropped, symptom)


def acls_connect(
    network: Network, connection: Connection, sources: Sequence[Value], targets: Sequence[Value]
) -> list[Answer]:
    """Answer whether a connection gets from each of some subnets to each of others, which either end may be in."""
    if not network.acls.written:
        return []
    hops = (hop for source in sources for target in targets for hop in _between(network, connection, source, target))
    return _pass(network, connection, hops)


def acls_to_one_of(network: Network, connection: Connection, source: Value, targets: Sequence[Value]) -> list[Answer]:
    """Answer for a target with an address in each of several subnets, of which clients try one after the other."""
    ways = [acls_connect(network, connection, (source,), (target,)) for target in targets]
    return _by_one_of(ways, connection.target)


def acls_to_public(network: Network, connection: Connection, subnet: Value) -> list[Answer]:
    """Answer whether the ACL of a subnet lets a connection out to addresses of AWS or the internet."""
    return _pass(network, connection, _outward(connection, subnet)) if network.acls.written else []


def acls_to_internet(network: Network, connection: Connection, subnet: Value) -> list[Answer]:
    """Answer for a subnet with a route to the internet: through its own ACL, and through that of its NAT gateway."""
    if not network.acls.written:
        return []
    onward = replace(connection, clients=WIDE)
    gateways = [
        _pass(network, connection, _into(network, connection, subnet, place)) + acls_to_public(network, onward, place)
        for place in _nat_subnets(network, subnet)
    ]
    return acls_to_public(network, connection, subnet) + _by_one_of(gateways, "its NAT gateway")


def acls_from_internet(network: Network, connection: Connection, subnet: Value) -> list[Answer]:
    """Answer whether the ACL of a subnet lets in what comes from an address of the internet, whichever it is."""
    if not network.acls.written:
        return []
    there = public()
    requests = Hop("requests", subnet, IN, there, connection.requests)
    return _pass(network, connection, (requests, Hop("answers", subnet, OUT, there, connection.answers)))


def acls_pass_clients_on(
    network: Network, connection: Connection, balancers: Sequence[Value], targets: Sequence[Value]
) -> list[Answer]:
    """Answer for a load balancer that keeps the addresses of its clients, which the subnets of its targets see.

    A target in a subnet of the load balancer may get all of its packets from there, where no ACL is asked.
    """
    apart = [target for target in targets if all(same(each, target) is Truth.NO for each in balancers)]
    if not network.acls.written or not apart:
        return []
    pairs = [(each, target) for each in balancers for target in apart]
    sent = [hop for pair in pairs for hop in _between(network, connection, *pair) if hop.subnet == pair[0]]
    return [
        *_pass(network, connection, sent),
        *(answer for target in apart for answer in acls_admit_clients(network, connection, target)),
    ]


def acls_admit_clients(network: Network, connection: Connection, subnet: Value) -> list[Answer]:
    """Answer whether anybody from the internet gets to a load balancer in a subnet, and gets answers."""
    acls = network.acls.of(subnet)
    return _by_one_of([list(_admits_clients(network, connection, subnet, acl)) for acl in acls], connection.target)


def _admits_clients(network: Network, connection: Connection, subnet: Value, acl: Acl) -> Iterator[Answer]:
    requests = Hop("requests", subnet, IN, public(), connection.requests)
    answers = Hop("answers", subnet, OUT, public(), connection.answers)
    entered = some_pass(acl, IN, public(), requests.ports)
    left = some_pass(acl, OUT, public(), answers.ports)
    if entered.passes is Truth.NO:
        yield no(_dropped(network, connection, requests, acl, entered))
    if left.passes is Truth.NO and not left.partly:
        yield no(_dropped(network, connection, answers, acl, left))
    elif some_pass(acl, OUT, public(), replace(_ANYBODY, protocol=connection.protocol)).passes is not Truth.YES:
        yield unknown(f"to which clients {acl.name} lets the answers of {connection.target} out is not known here")
    if entered.passes is Truth.UNKNOWN:
        yield unknown(f"whether {acl.name} lets clients in to {connection.target} is not known here")


def _between(network: Network, connection: Connection, source: Value, target: Value) -> Iterator[Hop]:
    if (apart := same(source, target)) is not Truth.YES:
        there = addresses_in(network.subnets, target)
        yield Hop("requests", source, OUT, there, connection.requests, apart is Truth.NO)
        yield from _into(network, connection, source, target)
        yield Hop("answers", source, IN, there, connection.answers, apart is Truth.NO)


def _into(network: Network, connection: Connection, source: Value, target: Value) -> Iterator[Hop]:
    """The hops at the second of two subnets, wherever it sends on what comes in."""
    if (apart := same(source, target)) is not Truth.YES:
        here = addresses_in(network.subnets, source)
        yield Hop("requests", target, IN, here, connection.requests, apart is Truth.NO)
        yield Hop("answers", target, OUT, here, connection.answers, apart is Truth.NO)


def _outward(connection: Connection, subnet: Value) -> tuple[Hop, Hop]:
    requests = Hop("requests", subnet, OUT, public(), connection.requests)
    return requests, Hop("answers", subnet, IN, public(), connection.answers)


def _pass(network: Network, connection: Connection, hops: Iterable[Hop]) -> list[Answer]:
    """Ask each ACL on the way. A subnet that may have one of several has to be let through by each of them."""
    answers = []
    for hop in hops:
        acls = network.acls.of(hop.subnet)
        decisions = [(acl, _decide(acl, hop)) for acl in acls]
        verdicts = {decision.passes for _, decision in decisions}
        if verdicts == {Truth.NO} and hop.certain:
            acl, decision = decisions[0]
            answers.append(no(_dropped(network, connection, hop, acl, decision)))
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


def _by_one_of(ways: Sequence[Sequence[Answer]], target: str) -> list[Answer]:
    """Unite the answers of ways of which any may be taken: what all of them say, or that it depends."""
    united = [all_of(way) for way in ways]
    verdicts = {answer.verdict for answer in united}
    if len(verdicts) < 2:
        return united[:1]
    return [unknown(f"by which of its subnets {target} is reached, where network ACLs differ, is not known here")]


def _nat_subnets(network: Network, subnet: Value) -> list[Value]:
    """The subnets of the NAT gateways that the routes of a subnet lead to, as far as they are seen."""
    resource = network.subnets.resource(subnet)
    tables = network.subnets.tables(resource)[0] if resource else ()
    routes = [route for table in tables for route in network.routes.towards(network.routes.of(table)[0]) if route]
    gateways = [route.target for route in routes if route.kind == "NAT gateway"]
    places = [gateway.get("SubnetId") for gateway in gateways if gateway]
    return [place for place in dict.fromkeys(places) if not isinstance(place, Absent)]


def _words(hop: Hop) -> str:
    toward = "to" if hop.direction == OUT else "from"
    return f"{hop.direction} {_traffic(hop)} on {hop.ports} {toward} {hop.peer.name}"


def _traffic(hop: Hop) -> str:
    return "traffic" if hop.ports.protocol == "tcp" else f"{hop.ports.protocol.upper()} traffic"


def _with_subnets(network: Network, acl: Acl, subnet: Value) -> str:
    users = acl.users or (str(network.subnets.resource(subnet) or shown(subnet)),)
    return f"{acl.name} (of {', '.join(users)})"


def _dropped(network: Network, connection: Connection, hop: Hop, acl: Acl, decision: Decision) -> PacketsDropped:
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
