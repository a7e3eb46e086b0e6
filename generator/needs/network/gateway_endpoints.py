"""Does a subnet lead to a gateway endpoint: is one in its route table?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.awsdata.services import gateway_services
from generator.awsdata.unreachable import symptom
from generator.ecs.network.endpoints import Endpoint
from generator.ecs.network.internet_addresses import internet, overlap
from generator.ecs.network.network import Network
from generator.ecs.network.routes import Route
from generator.ecs.network.subnets import same
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.network.acl_hops import start_connection
from generator.needs.network.acls import acls_to_public
from generator.needs.network.endpoint_regions import of_own_region
from generator.needs.network.internet import HTTPS, egress_closed, leaves_vpc
from generator.stack import Absent, Listing, Resource, Value, shown

_WIDEST = 12


@dataclass(frozen=True)
class NotInRouteTable(Fault):
    """A gateway endpoint does not list the route table of a subnet with tasks.

    ``variant`` is ``own table`` when the subnet has one, ``main table`` when it has none but the VPC's.
    """

    variant: str
    subnet: Resource
    tables: tuple[str, ...]
    """The route tables of the subnet."""
    symptom: str


def reaches_through_gateway(
    network: Network, task: Task, subnet: Value, here: Sequence[Endpoint], api: str
) -> Answer | None:
    """Answer whether a task reaches an API by one of the endpoints in its VPC; None when no gateway is among them."""
    gateways = [endpoint for endpoint in here if endpoint.kind == "Gateway" and api in gateway_services()]
    if not gateways:
        return None
    resource = network.subnets.resource(subnet)
    if resource is None:
        return unknown(f"the subnet ({shown(subnet)}) is not created in these templates")
    tables, all_tables = network.subnets.tables(resource)
    dropped = acls_to_public(network, start_connection(task, api, HTTPS, symptom(api)), subnet)
    for endpoint in gateways:
        listed = endpoint.resource.get("RouteTableIds")
        if not isinstance(listed, Listing | Absent):
            return unknown(f"RouteTableIds of {endpoint.resource} are not known here")
        listing = [same(table, value) for table in tables for _, value in items(listed)]
        if Truth.YES in listing:
            other = of_own_region(network, endpoint, task.name)
            return all_of([_leaves_to_gateway(network, task, resource, endpoint, api), *dropped, *other])
        if all_tables is not Truth.YES or Truth.UNKNOWN in listing:
            return unknown(f"whether {endpoint.resource} is in the route table of {resource} is not known here")
    variant, names = "own table" if tables else "main table", tuple(map(shown, tables))
    place = gateways[0].resource
    missing = no(NotInRouteTable(place, ("RouteTableIds",), (task.name,), variant, resource, names, symptom(api)))
    return all_of((missing, _leaves_to_gateway(network, task, resource, gateways[0], api), *dropped))


def _leaves_to_gateway(network: Network, task: Task, subnet: Resource, endpoint: Endpoint, api: str) -> Answer:
    """Answer for a subnet that leads to the endpoint: addresses behind it are AWS's own, in a prefix list."""
    if taker := _taken_before(network, subnet):
        return unknown(f"{taker} may take some addresses of {api}, before {endpoint.resource} gets to see them")
    leaves = leaves_vpc(network, task, api)
    if leaves is Truth.NO:
        return no(egress_closed(network.graph, task, "gateway", api, symptom(api)))
    if leaves is Truth.UNKNOWN:
        return unknown(f"whether {task.name} is allowed outbound traffic on 443 to {api} is not known here")
    return yes(task.name, f"{subnet} -> its route table -> {endpoint.resource}", "443 is open")


def _taken_before(network: Network, subnet: Resource) -> Route | None:
    """The route to addresses of the internet that may come before the endpoint's own: one as specific as a prefix list.

    Judgement: no prefix list of S3 or DynamoDB holds a range wider than /12, so no wider route comes before it.
    """
    for table in network.subnets.tables(subnet)[0]:
        for route in network.routes.of(table)[0]:
            narrow = [each for each in route.ranges or () if each.prefixlen > _WIDEST]
            if any(overlap(internet(), each) for each in narrow):
                return route
    return None
