"""Do network ACLs let a connection through: the requests and, since an ACL keeps no state, the answers?

What one ACL says of one hop is decided in ``acl_hops``; here, over which hops a connection goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.ecs.network.client_ports import WIDE
from generator.ecs.network.network import Network
from generator.ecs.network.network_acls import IN, OUT, Acl
from generator.ecs.network.packets import Ports, public
from generator.ecs.network.subnets import same
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.network.acl_entries import some_pass
from generator.needs.network.acl_hops import Connection, Hop, between, dropped, into, outward, passes
from generator.stack import Absent, Value

_ANYBODY = Ports(32768, 65535)
"""What AWS's own example of an ACL opens for answers to clients of whatever kind."""


def acls_connect(
    network: Network, connection: Connection, sources: Sequence[Value], targets: Sequence[Value]
) -> list[Answer]:
    """Answer whether a connection gets from each of some subnets to each of others, which either end may be in."""
    if not network.acls.written:
        return []
    hops = (hop for source in sources for target in targets for hop in between(network, connection, source, target))
    return passes(network, connection, hops)


def acls_to_one_of(network: Network, connection: Connection, source: Value, targets: Sequence[Value]) -> list[Answer]:
    """Answer for a target with an address in each of several subnets, of which clients try one after the other."""
    ways = [acls_connect(network, connection, (source,), (target,)) for target in targets]
    return _by_one_of(ways, connection.target)


def acls_to_public(network: Network, connection: Connection, subnet: Value) -> list[Answer]:
    """Answer whether the ACL of a subnet lets a connection out to addresses of AWS or the internet."""
    return passes(network, connection, outward(connection, subnet)) if network.acls.written else []


def acls_to_internet(network: Network, connection: Connection, subnet: Value) -> list[Answer]:
    """Answer for a subnet with a route to the internet: through its own ACL, and through that of its NAT gateway."""
    if not network.acls.written:
        return []
    onward = replace(connection, clients=WIDE)
    gateways = [
        passes(network, connection, into(network, connection, subnet, place)) + acls_to_public(network, onward, place)
        for place in _nat_subnets(network, subnet)
    ]
    return acls_to_public(network, connection, subnet) + _by_one_of(gateways, "its NAT gateway")


def acls_from_internet(network: Network, connection: Connection, subnet: Value) -> list[Answer]:
    """Answer whether the ACL of a subnet lets in what comes from an address of the internet, whichever it is."""
    if not network.acls.written:
        return []
    there = public()
    requests = Hop("requests", subnet, IN, there, connection.requests)
    return passes(network, connection, (requests, Hop("answers", subnet, OUT, there, connection.answers)))


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
    sent = [hop for pair in pairs for hop in between(network, connection, *pair) if hop.subnet == pair[0]]
    return [
        *passes(network, connection, sent),
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
        yield no(dropped(network, connection, requests, acl, entered))
    if left.passes is Truth.NO and not left.partly:
        yield no(dropped(network, connection, answers, acl, left))
    elif some_pass(acl, OUT, public(), replace(_ANYBODY, protocol=connection.protocol)).passes is not Truth.YES:
        yield unknown(f"to which clients {acl.name} lets the answers of {connection.target} out is not known here")
    if entered.passes is Truth.UNKNOWN:
        yield unknown(f"whether {acl.name} lets clients in to {connection.target} is not known here")


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
