"""Does a task get through an interface endpoint: an address, a name that leads there, groups and network ACLs?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.awsdata.unreachable import symptom
from generator.ecs.network.endpoints import Endpoint
from generator.ecs.network.group_rules import covers_port
from generator.ecs.network.groups import created_groups, first_group
from generator.ecs.network.network import Network
from generator.ecs.network.rule_ranges import Party
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault, Steps
from generator.needs.network.acl_hops import start_connection
from generator.needs.network.acls import acls_to_one_of
from generator.needs.network.endpoint_regions import of_own_region
from generator.needs.network.internet import HTTPS, egress_closed
from generator.needs.network.vpc_dns import private_names
from generator.needs.network.within_vpc import detour
from generator.stack import Absent, Graph, Listing, Value, shown


@dataclass(frozen=True)
class EndpointWithoutSubnets(Fault):
    """An interface endpoint is in no subnet: EC2 creates one all the same, and it has no address."""

    api: str
    symptom: str


@dataclass(frozen=True)
class EndpointClosed(Fault):
    """The security groups of an endpoint admit nobody on 443.

    ``variant`` is ``groups`` when it has some, ``default group`` when it has none but the VPC's.
    """

    variant: str
    endpoint: str
    """Its name, and those of others with the same groups."""
    groups: str
    """What the task carries."""
    client: str
    """A group of the task, to be admitted."""
    symptom: str


@dataclass(frozen=True)
class EndpointClosedToTask(EndpointClosed):
    """The security groups of an endpoint admit others on 443, but none of this task's groups."""


def reaches_through_interface(network: Network, task: Task, subnet: Value, endpoint: Endpoint, api: str) -> Answer:
    """Answer whether a task in a subnet gets through the endpoint that the public name of an API leads to.

    Everything that is in the way is told, so that what is mended does not uncover the next.
    """
    vpc = network.subnets.vpc(subnet)
    answers = [*of_own_region(network, endpoint, task.name)]
    if network.subnets.vpc_resource(vpc) is not None:
        resolves = private_names(network.subnets, vpc, endpoint.resource, (task.name,))
        answers += [] if resolves.verdict is Truth.YES else [resolves]
    if without := _missing_subnets(network.graph, task, endpoint, api):
        answers.append(without)
    places = tuple(value for _, value in items(endpoint.resource.get("SubnetIds")))
    connection = start_connection(task, f"{endpoint.resource} ({api})", HTTPS, symptom(api))
    admitted = _groups_admit(network, task, subnet, endpoint, places, api)
    return all_of([*answers, admitted, *acls_to_one_of(network, connection, subnet, places)])


def shut_to_task(network: Network, task: Task, endpoint: Endpoint, api: str) -> Answer | None:
    """No, where the groups of an endpoint and a task keep 443 shut whatever its subnet is; None where that tells."""
    places = tuple(value for _, value in items(endpoint.resource.get("SubnetIds")))
    answer = _groups_admit(network, task, Absent(), endpoint, places, api)
    return answer if answer.verdict is Truth.NO else None


def _groups_admit(
    network: Network, task: Task, subnet: Value, endpoint: Endpoint, places: tuple[Value, ...], api: str
) -> Answer:
    vpc = network.subnets.vpc(subnet)
    own, wanted = (network.groups.effective(groups, vpc) for groups in (task.groups, endpoint.groups))
    leaves = network.groups.allows(own, "egress", HTTPS, Party(wanted, places))
    enters = network.groups.allows(wanted, "ingress", HTTPS, Party(own, (subnet,)))
    closed: list[Fault] = []
    if enters is Truth.NO:
        closed.append(_closed_endpoint(network, task, endpoint, api))
    if leaves is Truth.NO:
        closed.append(egress_closed(network.graph, task, "endpoint", str(endpoint.resource), symptom(api)))
    if closed:
        return all_of(map(no, closed))
    if Truth.UNKNOWN in (leaves, enters):
        return unknown(f"whether the groups of {task.name} and {endpoint.resource} allow 443 is not known here")
    if elsewhere := detour(network, (subnet,), places):
        return unknown(elsewhere)
    return yes(task.name, f"{endpoint.resource} ({api}, private DNS)", "443 is open on both sides")


def _missing_subnets(graph: Graph, task: Task, endpoint: Endpoint, api: str) -> Answer | None:
    """Answer no for an interface endpoint in no subnet, unknown when others may add some; None when it is in any."""
    resource = endpoint.resource
    listed = [resource.get(key) for key in ("SubnetIds", "SubnetConfigurations")]
    if any(not isinstance(value, Absent) and value != Listing(()) for value in listed):
        return None
    if not graph.closed(resource):
        return unknown(f"{resource} may be put into subnets outside of these templates")
    return no(EndpointWithoutSubnets(resource, (), (task.name,), api, symptom(api)))


def _closed_endpoint(network: Network, task: Task, endpoint: Endpoint, api: str) -> EndpointClosed:
    """Tell an endpoint that admits others from one that admits nobody."""
    group, client = (first_group(network.graph, groups) for groups in (endpoint.groups, task.groups))
    steps: Steps = ("SecurityGroupIngress",) if group else ("SecurityGroupIds",)
    kind = EndpointClosedToTask if _admits_anybody(network, endpoint) else EndpointClosed
    return kind(
        resource=group or endpoint.resource,
        steps=steps,
        tasks=(task.name,),
        variant="default group" if isinstance(endpoint.groups, Absent) else "groups",
        endpoint=_those_with_its_groups(network, endpoint) if group else str(endpoint.resource),
        groups="the default group of the VPC" if isinstance(task.groups, Absent) else shown(task.groups),
        client=str(client or "a group of the tasks"),
        symptom=symptom(api),
    )


def _those_with_its_groups(network: Network, endpoint: Endpoint) -> str:
    """Name the endpoint, and the others of its VPC that have the same groups: what keeps one shut keeps them all."""
    others = [
        other.resource
        for other in network.endpoints
        if other.kind == "Interface" and (other.groups, other.vpc) == (endpoint.groups, endpoint.vpc)
    ]
    names = list(map(str, others)) or [str(endpoint.resource)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _admits_anybody(network: Network, endpoint: Endpoint) -> bool:
    groups = created_groups(network.graph, endpoint.groups)
    rules = (rule for group in groups for rule in network.groups.rules.of(group, "ingress"))
    return any(covers_port(rule, HTTPS) is Truth.YES for rule in rules)
