"""Does a task get to every store that it is told about, and does it speak to it as the store wants?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.ecs.network.domains import host
from generator.ecs.network.rule_ranges import Party
from generator.ecs.stores.stores import Store
from generator.ecs.stores.tellings import Telling, tellings
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, any_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import End, PortClosed, connect, task_end
from generator.needs.network.peered import without_route
from generator.needs.network.shut_by_groups import shut_by_groups
from generator.needs.row import Need
from generator.needs.stores.members import members_answer
from generator.needs.stores.proxies import proxy_answers
from generator.needs.stores.store_places import one_vpc, store_end
from generator.needs.stores.store_refused import refusals
from generator.needs.stores.store_words import told_rightly
from generator.stack import Absent, Listing, Literal, Mapping, document, parts

HTTPS = 443


@dataclass(frozen=True)
class StorePortClosed(PortClosed):
    """A task does not get to the port of a store that it is told about."""


@dataclass(frozen=True)
class StoreBeyondReach(Fault):
    """A store outside of every VPC is told to a task that has no way to the internet."""

    store: str
    kind: str
    subnet: str
    reason: str


def store_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row for each store that a task is told the address of."""
    told: dict[str, list[Telling]] = {}
    for telling in tellings(context.graph, context.stores, task):
        assert telling.store is not None
        told.setdefault(telling.store.resource.path, []).append(telling)
    for path, found in told.items():
        store = context.stores.all[path]
        answers = [*_reaches(context, task, store, found), *told_rightly(task, store, found)]
        answers += [*refusals(context, task, store), *_admitted(store)]
        answers += members_answer(context, task, store.resource, store.known.members)
        answers += proxy_answers(context, task, store)
        yield Need(f"store {path}", 26, f"tasks connect to it ({found[0].name} is told its address)"), all_of(answers)


def _reaches(context: Context, task: Task, store: Store, found: list[Telling]) -> Iterator[Answer]:
    if store.known.in_vpc and store.public is Truth.YES:
        yield from _out(context, task, store)
        return
    if store.public is not Truth.NO:
        yield unknown(f"{store} may have public addresses, and which one its name leads to is not followed here")
        return
    if task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        yield unknown(f"the network of {task.name} is not known here")
        yield from _shut_anyhow(context, task, store, found)
        return
    together, apart = one_vpc(context, task, store)
    if apart is not None:
        yield apart
        return
    for attribute in dict.fromkeys(telling.attribute for telling in found):
        asked = [each for each in found if each.attribute == attribute]
        yield _gets_to(context, task, store, attribute, asked, together)
    yield from _finds_name(context, task, store, together)


def _shut_anyhow(context: Context, task: Task, store: Store, found: list[Telling]) -> Iterator[Answer]:
    """The ports that groups keep shut wherever the task stands."""
    ends = task_end(task), store_end(store)
    for attribute in dict.fromkeys(telling.attribute for telling in found):
        ports = _ports(store, attribute, [each for each in found if each.attribute == attribute])
        if task.awsvpc is Truth.YES and (
            shut := shut_by_groups(context.network, *ends, ports, StorePortClosed, (task.name,))
        ):
            yield shut


def _ports(store: Store, attribute: str, asked: list[Telling]) -> Sequence[int]:
    """The ports that a task may ask for; none when they are not known."""
    listened = store.ports(attribute) or tuple(dict.fromkeys(each.port for each in asked if each.port is not None))
    listened = listened or tuple(dict.fromkeys(port for each in asked for _, port in each.ports_beside()))
    written = {each.port_asked for each in asked if each.port_asked in listened}
    return [port for port in listened if port in written] or listened


def _gets_to(
    context: Context, task: Task, store: Store, attribute: str, asked: list[Telling], together: bool
) -> Answer:
    ports = _ports(store, attribute, asked)
    if not ports:
        return unknown(f"the port of {store} is not known here")
    ends = task_end(task), store_end(store)
    by_port = [connect(context.network, *ends, port, StorePortClosed, (task.name,)) for port in ports]
    answer = any_of(by_port)
    if answer.verdict is Truth.NO:
        return by_port[0]
    apart = f"whether {task.name} and {store} are in one VPC is not known here"
    unrouted = without_route(context.network, ends[0].subnets, ends[1].subnets)
    return answer if together else unknown(unrouted or apart)


def _finds_name(context: Context, task: Task, store: Store, together: bool) -> Iterator[Answer]:
    """Whether the name of a store leads to it: what stands in the way of that."""
    network, resolution, tasks = context.network, context.paths.resolution, (task.name,)
    if not store.known.host or not together:
        return
    for vpc in dict.fromkeys(network.subnets.vpc(subnet) for _, subnet in items(task.subnets)):
        name = host(store.known.host, resolution.resolvers.region)
        if answer := resolution.name(vpc, name, str(store), tasks):
            yield answer


def _out(context: Context, task: Task, store: Store) -> Iterator[Answer]:
    """Whether a task gets out to a store that has public addresses alone."""
    if task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        yield unknown(f"the network of {task.name} is not known here")
        return
    for _, subnet in items(task.subnets):
        way = context.ways.out(subnet, task.public_address)
        if way.verdict is Truth.NO:
            named = str(context.network.subnets.resource(subnet))
            kind = store.resource.type
            yield no(StoreBeyondReach(store.resource, (), (task.name,), str(store), kind, named, way.reason))
        elif way.verdict is Truth.UNKNOWN:
            yield unknown(way.reason)
        else:
            yield _leaves(context, task, store)


def _admitted(store: Store) -> Iterator[Answer]:
    """What a policy of a domain denies is not followed; whom one allows is between the program and the domain."""
    policy = document(store.resource.get("AccessPolicies"))
    if isinstance(policy, Absent):
        return
    denials = [part for part in parts(policy) if isinstance(part, Literal) and part.text == "Deny"]
    if denials or not isinstance(policy, Mapping):
        yield unknown(f"whom AccessPolicies of {store} denies is not followed here")


def _leaves(context: Context, task: Task, store: Store) -> Answer:
    groups = context.network.groups
    vpc = context.network.subnets.vpc(next(subnet for _, subnet in items(task.subnets)))
    own = groups.effective(task.groups, vpc)
    end = End(str(store), Listing(()), (), store.resource, filtered=False)
    verdict = groups.allows(own, "egress", HTTPS, Party(public=True))
    if verdict is Truth.NO:
        return connect(context.network, task_end(task), end, HTTPS, StorePortClosed, (task.name,))
    if verdict is Truth.UNKNOWN:
        return unknown(f"whether the groups of {task.name} let 443 out is not decided here")
    return yes(task.name, str(store), "by its public address")
