"""How many security groups each network interface carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.cause import Steps
from generator.needs.context import Context
from generator.stack import Listing, Resource, Value

LIMIT = "groups_per_interface"
"""The quota of security groups on a network interface, by its name in the data."""

MESSAGE = "{resource} puts {count} security groups on each network interface, "
CHANGE = "{property}: leave at most {most}, for instance one shared client group"


@dataclass(frozen=True)
class InterfaceGroups:
    """The list of groups that each interface of a resource carries, and where it stands."""

    resource: Resource
    steps: Steps
    count: int

    @property
    def property(self) -> str | int:
        """The name of the property that lists them."""
        return self.steps[-1]


def groups_of_interfaces(context: Context) -> Iterator[InterfaceGroups]:
    """Count the groups of each service and each endpoint that lists them."""
    steps = ("NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
    for task in context.tasks:
        yield from _interface_groups(task.place, steps, task.groups)
    for endpoint in context.network.endpoints:
        yield from _interface_groups(endpoint.resource, ("SecurityGroupIds",), endpoint.groups)


def _interface_groups(resource: Resource, steps: Steps, groups: Value) -> Iterator[InterfaceGroups]:
    if isinstance(groups, Listing):
        yield InterfaceGroups(resource, steps, len(groups.items))


def too_many(check: Check, interface: InterfaceGroups, most: int) -> Finding:
    """The finding of a check about an interface with more groups than that."""
    listed = interface.property
    return check.at(interface.resource, *interface.steps, count=interface.count, most=most, property=listed)
