"""Do security groups and network ACLs let tasks out to addresses that are not of the VPC: the internet's, or AWS's?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.groups import Party, first_group
from generator.ecs.network import Network
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.acls import acls_to_internet, start_connection
from generator.needs.cause import Fault
from generator.stack import Graph, Value

HTTPS = 443


@dataclass(frozen=True)
class EgressClosed(Fault):
    """No security group of the tasks lets HTTPS out.

    ``variant`` tells what ``destination`` is: ``endpoint`` (an interface endpoint), ``gateway`` (an API behind a
    gateway endpoint), ``internet`` (an API that is reached over the internet) or ``registry`` (a public one).
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
