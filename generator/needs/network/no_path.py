"""Why nothing leads from the subnet of a task to what it needs: an endpoint that is no help, or none at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.awsdata.services import gateway_services
from generator.awsdata.unreachable import symptom
from generator.ecs.network.endpoints import Endpoint
from generator.ecs.network.network import Network
from generator.ecs.tasks import Task, flag
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.cause import Fault, Steps
from generator.needs.network.acl_hops import start_connection
from generator.needs.network.acls import acls_to_public
from generator.needs.network.interface_endpoints import reaches_through_interface
from generator.needs.network.internet import HTTPS, egress_closed, leaves_nowhere
from generator.needs.network.ways import Way
from generator.stack import Absent, Value, shown, trace


@dataclass(frozen=True)
class EndpointWithoutPrivateName(Fault):
    """The public name of an API does not lead to the endpoint.

    ``variant`` tells why: PrivateDnsEnabled is ``off``, or left out (``default``), or it is for those who ask through
    an ``inbound`` resolver endpoint only.
    """

    variant: str

    api: str
    symptom: str


@dataclass(frozen=True)
class EndpointTypeForeign(Fault):
    """A gateway endpoint is asked for, of a service that has interface endpoints only."""

    api: str


@dataclass(frozen=True)
class EndpointInOtherVpc(Fault):
    """The only endpoints of an API serve other VPCs than the tasks'."""

    api: str
    vpc: str


@dataclass(frozen=True)
class NoPath(Fault):
    """Tasks have neither an endpoint nor a way to the internet.

    ``variant`` is the type of endpoint that ``destination`` (an API) has, ``Interface`` or ``Gateway``, followed by
    ``, elsewhere`` where it belongs into another ``file`` than the task; or ``registry`` (a public one, with the
    ``image``), which no endpoint leads to.
    """

    variant: str
    destination: str
    reason: str
    """Why there is no way to the internet."""
    symptom: str
    file: str = ""
    image: str = ""


@dataclass(frozen=True)
class NoPathToLogs(NoPath):
    """Tasks log to CloudWatch, and have neither an endpoint nor a way to the internet."""


def no_path(network: Network, task: Task, subnet: Value, way: Way, here: Sequence[Endpoint], api: str) -> Answer:
    """Answer why a task does not reach an API from a subnet, by none of the endpoints ``here`` in its VPC either.

    ``way`` tells why there is no way to the internet.
    """
    for endpoint in here:
        if endpoint.kind == "Interface":
            through = reaches_through_interface(network, task, subnet, endpoint, api)
            return all_of((_not_by_name(task, endpoint, api), through))
    return all_of([_not_by_endpoint(network, task, subnet, way, here, api), *shut_in(network, task, api)])


def shut_in(network: Network, task: Task, api: str) -> Iterator[Answer]:
    """What keeps a task in, whichever way its requests would take."""
    if leaves_nowhere(network, task) is Truth.YES:
        yield no(egress_closed(network.graph, task, "anywhere", api, symptom(api)))


def _not_by_endpoint(
    network: Network, task: Task, subnet: Value, way: Way, here: Sequence[Endpoint], api: str
) -> Answer:
    for endpoint in here:
        if endpoint.kind == "Gateway" and api not in gateway_services():
            return no(EndpointTypeForeign(endpoint.resource, ("VpcEndpointType",), (task.name,), api))
    others = [endpoint for endpoint in network.endpoints if endpoint.api == api and endpoint not in here]
    if others:
        other = others[0]
        where = str(trace(other.vpc) or shown(other.vpc))
        elsewhere = no(EndpointInOtherVpc(other.resource, ("VpcId",), (task.name,), api, where))
        by_name = (
            [_not_by_name(task, other, api)] if other.kind == "Interface" and other.private_dns is Truth.NO else []
        )
        return all_of([elsewhere, *by_name])
    if way.faults:
        told = [no(replace(fault, tasks=(task.name,))) for fault in way.faults]
        return all_of([*told, *_not_by_acl(network, task, subnet, api)])
    return no(_no_way_out(network, task, subnet, way.reason, api))


def _not_by_acl(network: Network, task: Task, subnet: Value, api: str) -> Iterator[Answer]:
    """What the network ACL of the subnet drops once the route, which is evidently meant, leads to the internet."""
    connection = start_connection(task, api, HTTPS, symptom(api))
    yield from (each for each in acls_to_public(network, connection, subnet) if each.verdict is Truth.NO)


def _not_by_name(task: Task, endpoint: Endpoint, api: str) -> Answer:
    """Answer for an interface endpoint in the VPC that the public name of the API does not lead to."""
    if endpoint.private_dns is Truth.NO:
        place, value = endpoint.resource, endpoint.resource.get("PrivateDnsEnabled")
        variant = "default" if isinstance(value, Absent) else "off" if flag(value) is Truth.NO else "inbound"
        steps: Steps = (
            ("DnsOptions", "PrivateDnsOnlyForInboundResolverEndpoint")
            if variant == "inbound"
            else ("PrivateDnsEnabled",)
        )
        return no(EndpointWithoutPrivateName(place, steps, (task.name,), variant, api, symptom(api)))
    if flag(endpoint.resource.get("PrivateDnsEnabled")) is Truth.YES:
        option = "PrivateDnsOnlyForInboundResolverEndpoint"
        return unknown(
            f"{endpoint.resource} may serve those outside of the VPC only: {option} is not set, or not known"
        )
    return unknown(f"PrivateDnsEnabled of {endpoint.resource} is not known here")


def _no_way_out(network: Network, task: Task, subnet: Value, reason: str, api: str) -> NoPath:
    place = task.place
    vpc = network.subnets.vpc_resource(network.subnets.vpc(subnet))
    files = [endpoint.resource.file for endpoint in network.endpoints]  # where one stands, the next is looked for
    file = files[0] if files else vpc.file if vpc is not None else place.file
    variant = "Gateway" if api in gateway_services() else "Interface"
    variant += ", elsewhere" if file != place.file else ""
    kind = NoPathToLogs if api == "logs" else NoPath
    return kind(place, task.network_steps, (task.name,), variant, api, reason, symptom(api), file)
