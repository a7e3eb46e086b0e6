"""Do security groups and network ACLs let tasks out to addresses that are not of the VPC: the internet's, or AWS's?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.network.group_rules import covers_port
from generator.ecs.network.groups import created_groups, first_group
from generator.ecs.network.network import Network
from generator.ecs.network.rule_ranges import Party
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, every, negation, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.network.acl_hops import start_connection
from generator.needs.network.acls import acls_to_internet
from generator.stack import Absent, Graph, Listing, Resource, Value

HTTPS = 443


@dataclass(frozen=True)
class EgressClosed(Fault):
    """No security group of the tasks lets HTTPS out.

    ``variant`` tells what ``destination`` is: ``endpoint`` (an interface endpoint), ``gateway`` (an API behind a
    gateway endpoint), ``internet`` (an API that is reached over the internet) or ``registry`` (a public one); or
    ``anywhere`` for an API to which there is no way yet, whatever that will be.
    """

    variant: str
    destination: str
    symptom: str


def egress_closed(graph: Graph, task: Task, variant: str, destination: str, symptom: str) -> EgressClosed:
    """Make the fault, at the rules of the first group of the task that is created here."""
    group = first_group(graph, task.groups)
    steps = ("SecurityGroupEgress",) if group else ()
    return EgressClosed(group or task.place, steps, (task.name,), variant, destination, symptom)


def leaves_vpc(network: Network, task: Task, api: str = "") -> Truth:
    """Tell whether the groups of a task let HTTPS out to public addresses: those of an API, or whichever they are."""
    return network.groups.allows(task.groups, "egress", HTTPS, Party(public=True, api=api))


def leaves_nowhere(network: Network, task: Task) -> Truth:
    """Tell whether the groups of a task let HTTPS out to nobody at all, so that no endpoint and no route will do."""
    groups = list(created_groups(network.graph, task.groups))
    if not groups or len(groups) != len(list(items(task.groups))):
        return Truth.UNKNOWN
    return every(_opens_nothing(network, group) for group in groups)


def _opens_nothing(network: Network, group: Resource) -> Truth:
    if network.groups.rules.lets_everything_out(group):
        return Truth.NO
    if not isinstance(group.get("SecurityGroupEgress"), Absent | Listing) or not network.graph.closed(group):
        return Truth.UNKNOWN
    return every(negation(covers_port(rule, HTTPS)) for rule in network.groups.rules.of(group, "egress"))


def reaches_through_internet(
    network: Network, task: Task, subnet: Value, route: str, closed: EgressClosed, api: str = ""
) -> Answer:
    """Answer for a task whose subnet has a ``route`` to the internet; ``closed`` is the fault when it is kept in."""
    connection = start_connection(task, closed.destination, HTTPS, closed.symptom)
    return all_of([_leaves(network, task, route, closed, api), *acls_to_internet(network, connection, subnet)])


def _leaves(network: Network, task: Task, route: str, closed: EgressClosed, api: str) -> Answer:
    leaves = leaves_vpc(network, task, api)
    if leaves is Truth.NO:
        return no(closed)
    if leaves is Truth.UNKNOWN:
        return unknown(f"whether the groups of {task.name} allow outbound traffic on 443 is not known here")
    return yes(task.name, route)
