"""Which row of the matrix is about which way: from whom to whom, on which port."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.analysis import Cell
from generator.ecs.balancing.balancers import faces_internet
from generator.ecs.environment import all_variables
from generator.ecs.network.endpoints import ENDPOINT
from generator.ecs.network.nat_gateways import NAT
from generator.ecs.stores.file_systems import PORT, mount_targets, mounts
from generator.ecs.tasks import Task, items
from generator.ecs.texts import number
from generator.logic import Truth, all_of
from generator.needs.balancing.balancer_clients import is_reached_by_clients
from generator.needs.balancing.balancer_targets import reaches_tasks
from generator.needs.context import Context
from generator.needs.services.connect_calls import served_as
from generator.report.picture import parties
from generator.report.picture.mentions import mentioned
from generator.report.picture.model import Node
from generator.stack import Resource

_ON = re.compile(r" on (\d{1,5})\b")


@dataclass(frozen=True)
class Way:
    """One way, as one row answers for it."""

    source: Node
    target: Node
    port: str
    need: str
    verdict: Truth


Rows = Mapping[str, Cell]
"""The rows of one task, by what it needs."""


def ways(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    """Every way of a task that a row answers for."""
    for read in _READERS:
        yield from read(context, task, rows)


def _balancers(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    own = parties.of_task(context, task)
    for target in context.balancers.targets(task):
        forwarders = context.balancers.forwarders(target.group) if target.group else ()
        by_balancer: dict[Resource, dict[Resource, None]] = {}
        for listener in filter(None, map(context.balancers.listener, forwarders)):
            if balancer := context.balancers.balancer(listener):
                by_balancer.setdefault(balancer, {})[listener] = None
        for balancer, listeners in by_balancer.items():
            row = rows.get(f"load balancer {balancer}")
            if row is None:
                continue
            reached = clients = row.verdict
            if row.verdict is not Truth.YES:
                clients = all_of(is_reached_by_clients(context, task, balancer, listeners)).verdict
                tasks = all_of(reaches_tasks(context, task, target, balancer)).verdict
                reached = tasks if clients is Truth.NO and row.verdict is Truth.NO else row.verdict
            front = parties.of_balancer(context, balancer)
            ports = sorted({port for each in listeners if (port := number(each.get("Port"))) is not None})
            whoever = parties.insiders(balancer) if faces_internet(balancer) is Truth.NO else parties.clients()
            yield Way(whoever, front, ", ".join(map(str, ports)), row.need.name, clients)
            yield Way(front, own, _shown(number(target.port)), row.need.name, reached)


def _databases(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    for use in context.databases.used_by(task):
        database = use.database
        if row := rows.get(f"database {database.resource}"):
            detail = f"{database.engine or 'unknown'} database"
            node = parties.of_resource(context, database.resource, "store", detail, database.subnets)
            port = " or ".join(map(str, database.ports))
            yield Way(parties.of_task(context, task), node, port, row.need.name, row.verdict)


def _stores(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    for path, store in context.stores.all.items():
        if row := rows.get(f"store {path}"):
            node = parties.of_resource(context, store.resource, "store", _type(store.resource), store.subnets)
            port = _port_said(row) or " or ".join(map(str, store.ports("")))
            yield Way(parties.of_task(context, task), node, port, row.need.name, row.verdict)


def _files(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    for mount in mounts(task):
        row, system = rows.get(f"mount {mount.name}"), mount.file_system
        if row is None:
            continue
        if system is None:
            node = Node(f"{task.name} {row.need.name}", "name", row.need.name, "a file system made elsewhere")
        else:
            places = [target.get("SubnetId") for target in mount_targets(context.graph, system)[0]]
            node = parties.of_resource(context, system, "store", "EFS file system", places)
        yield Way(parties.of_task(context, task), node, str(PORT), row.need.name, row.verdict)


def _calls(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    """The calls by names: of Cloud Map, of Service Connect, of load balancers."""
    own, by_service = parties.of_task(context, task), {each.service: each for each in context.tasks if each.service}
    for variable in all_variables(task):
        if named := context.public_names.read(variable.value):
            port = str(named.port or "")
            if row := rows.get(f"calls to {named.balancer}" + (f" on {port}" if port else "")):
                yield Way(own, parties.of_balancer(context, named.balancer), port, row.need.name, row.verdict)
        if (name := context.names.read(variable.value)) and (row := rows.get(name.shown)):
            services = [
                each for found in context.names.discoveries(name)[0] for each in context.names.registrants(found)[0]
            ]
            called = [by_service[service] for service in services if service in by_service]
            yield from _to_tasks(context, own, called, row, name.shown)
    for need, row in rows.items():
        host, _, port = need.rpartition(":")
        if port.isdigit() and row.need.lesson == _CONNECT:
            yield from _to_tasks(context, own, [each.task for each in served_as(context, host)], row, need)


def _to_tasks(context: Context, own: Node, called: list[Task], row: Cell, name: str) -> Iterator[Way]:
    said = name.rpartition(":")[2]
    port = said if said.isdigit() else _port_said(row)
    nodes = [parties.of_task(context, each) for each in dict.fromkeys(called)]
    for node in nodes or [Node(f"name {name}", "name", name, "nobody is known to answer")]:
        yield Way(own, node, port, row.need.name, row.verdict)


def _callers(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    for need, row in rows.items():
        caller = context.graph.resource(need.removeprefix("caller ")) if need.startswith("caller ") else None
        if caller is not None:
            places = items(
                caller.get("VpcConfig", "SubnetIds") if "Function" in caller.type else caller.get("SubnetIds")
            )
            node = parties.of_resource(context, caller, "caller", _type(caller), [value for _, value in places])
            yield Way(node, parties.of_task(context, task), _port_said(row), need, row.verdict)


def _apis(context: Context, task: Task, rows: Rows) -> Iterator[Way]:
    """The ways to APIs of AWS and to registries: through an endpoint, through a NAT gateway, or by themselves."""
    own = parties.of_task(context, task)
    for need, row in rows.items():
        if not _is_api(row):
            continue
        api = need.removeprefix("api ")
        named = {each.path: each for each in mentioned(context.graph, row.because) if each.type in (ENDPOINT, NAT)}
        of_api = [each.resource for each in context.network.endpoints if each.api == api]
        through = [each for each in of_api if each.path in named] or [n for n in named.values() if n.type == NAT]
        through = through or (of_api if row.verdict is not Truth.YES else [])
        for each in through:
            if each.type == NAT:
                nat = parties.of_resource(context, each, "nat", "NAT gateway", [each.get("SubnetId")])
                yield Way(own, nat, "443", need, row.verdict)
                yield Way(nat, parties.outside(), "443", need, row.verdict)
            else:
                yield Way(own, parties.of_endpoint(context, each, api), "443", need, row.verdict)
        if not through:
            yield Way(own, parties.outside(), "443", need, row.verdict)


_CONNECT = 32
_PATHS = (1, 2)
"""The lessons of rows about ways to APIs and registries."""


def _is_api(row: Cell) -> bool:
    name = row.need.name
    return name != "task definition" and (
        row.need.lesson in _PATHS or (name.startswith("api ") and not name.endswith("*"))
    )


def _type(resource: Resource) -> str:
    return " ".join(resource.type.split("::")[1:])


def _port_said(row: Cell) -> str:
    found = [said for text in row.because if (said := _ON.search(text))]
    return found[0][1] if found else ""


def _shown(port: int | None) -> str:
    return "" if port is None else str(port)


_READERS: tuple[Callable[[Context, Task, Rows], Iterator[Way]], ...] = (
    _balancers, _callers, _calls, _databases, _stores, _files, _apis,
)  # fmt: skip
