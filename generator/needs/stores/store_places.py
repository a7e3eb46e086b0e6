"""Where a store stands beside the tasks that are told about it: in the same VPC, or certainly not."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.network.groups import created_groups
from generator.ecs.network.subnets import same
from generator.ecs.stores.stores import Store
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, no
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import End
from generator.stack import Absent, Value

_BETWEEN = (
    "AWS::EC2::VPCPeeringConnection",
    "AWS::EC2::TransitGatewayAttachment",
    "AWS::EC2::TransitGatewayVpcAttachment",
    "AWS::EC2::VPNGateway",
    "AWS::NetworkManager::VpcAttachment",
)


@dataclass(frozen=True)
class StoreInOtherVpc(Fault):
    """A store stands in another VPC than the tasks.

    ``variant`` is ``default`` where it names no subnets, and so stands in the default VPC; ``other`` where its subnets
    are of another.
    """

    variant: str
    store: str
    task: str
    kind: str
    named: str
    """The property that decides where it stands."""


def store_end(store: Store) -> End:
    """Make a store one end of a connection."""
    return End(str(store), store.groups, store.subnets, store.resource)


def one_vpc(context: Context, task: Task, store: Store) -> tuple[bool, Answer | None]:
    """Tell whether the subnets of both are certainly of one VPC, and answer where they certainly are not."""
    subnets, graph = context.network.subnets, context.graph
    own = {subnets.vpc(subnet) for _, subnet in items(task.subnets)} - {Absent()}
    theirs = {subnets.vpc(subnet) for subnet in store.subnets} - {Absent()}
    tasks = {subnet for _, subnet in items(task.subnets)}
    if own and theirs and len(own | theirs) == 1:
        return True, None
    if store.subnets and tasks >= set(store.subnets):
        return len(theirs) == 1, None
    place = store.place_of_subnets
    fault = (store.resource, place, (task.name,))
    words = (str(store), task.name, store.resource.type, ".".join(place))
    created = own and all(subnets.vpc_resource(vpc) for vpc in own)
    if created and store.in_default_vpc and not graph.of_type(*_BETWEEN):
        return False, no(StoreInOtherVpc(*fault, "default", *words))
    elsewhere = theirs or _vpcs_of_groups(context, store)
    apart = all(same(mine, other) is Truth.NO for mine in own for other in elsewhere)
    if own and elsewhere and apart and not graph.of_type(*_BETWEEN):
        return False, no(StoreInOtherVpc(*fault, "other", *words))
    return False, None


def _vpcs_of_groups(context: Context, store: Store) -> set[Value]:
    return {group.get("VpcId") for group in created_groups(context.graph, store.groups)} - {Absent()}
