"""What the hosts of a task reach: an API of AWS, from each subnet that they are placed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.ecs.hosts.hosts import Hosts
from generator.ecs.tasks import Interface, Task, items
from generator.logic import Answer, Cause, Truth, all_of, no, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.no_path import NoPath
from generator.needs.row import Need
from generator.stack import Listing, Value, shown

_NEEDED, _WANTED = ("ecs", "ecs-agent"), "ecs-telemetry"


@dataclass(frozen=True)
class HostsWithoutPath(Fault):
    """Hosts have neither endpoints of ECS nor a way to the internet.

    ``variant`` is ``address`` where a subnet has an internet gateway and gives no public address, ``way`` where nothing
    leads to ECS, and ``api`` where the agent registers and does not get to what tasks start with.
    """

    variant: str
    hosts: str
    subnet: str
    apis: str
    reason: str


@dataclass(frozen=True)
class Sender:
    """Hosts in one of their subnets, and a task as its packets go by them."""

    hosts: Hosts
    subnet: Value
    task: Task


def senders(task: Task, hosts: Hosts) -> Iterator[Sender]:
    """One for each subnet of some hosts."""
    for _, subnet in items(hosts.subnets):
        public = hosts.public_address(task.graph.target(subnet, "AWS::EC2::Subnet"))
        interface = Interface(str(hosts), hosts.place, subnet, hosts.groups, public)
        yield Sender(hosts, subnet, Task(task.graph, task.definition, task.service, interface=interface))


def reaches_ecs(context: Context, task: Task, hosts: Hosts) -> Iterator[Answer]:
    """Whether the agent gets to ECS. What it sends to ecs-telemetry, no task waits for.

    Source: ECS Developer Guide, "Amazon ECS interface VPC endpoints" (ecs-agent, ecs-telemetry, ecs); read 2026-11.
    """
    if not isinstance(hosts.subnets, Listing):
        yield unknown(f"the subnets of {hosts} are not known here")
        return
    for sender in senders(task, hosts):
        for api in _NEEDED:
            yield from _others(task, context.paths.api(sender.task, api))
        lost = _lost(context, task, sender)
        yield from map(no, lost.values())
        if not lost and context.paths.api(sender.task, _WANTED).verdict is Truth.NO:
            yield unknown(f"{hosts} have no way to {_WANTED}, and whether their agent does without is not decided here")


def _lost(context: Context, task: Task, sender: Sender) -> dict[str, Fault]:
    """By the reason why the agent has no way to ECS, the fault."""
    lost: dict[str, tuple[NoPath, list[str]]] = {}
    for api in _NEEDED:
        for cause in context.paths.api(sender.task, api).causes:
            if isinstance(cause, NoPath):
                lost.setdefault(cause.reason, (cause, []))[1].append(api)
    return {reason: _without(task, sender, cause, apis) for reason, (cause, apis) in lost.items()}


def _without(task: Task, sender: Sender, cause: NoPath, apis: Iterable[str]) -> HostsWithoutPath:
    subnet = sender.task.graph.target(sender.subnet, "AWS::EC2::Subnet")
    words = (str(sender.hosts), str(subnet or shown(sender.subnet)), " and ".join(apis), cause.reason)
    if subnet is not None and "only an internet gateway" in cause.reason:
        return HostsWithoutPath(subnet, ("MapPublicIpOnLaunch",), (task.name,), "address", *words)
    return HostsWithoutPath(sender.hosts.resource, _subnets_key(sender.hosts), (task.name,), "way", *words)


def _subnets_key(hosts: Hosts) -> tuple[str | int, ...]:
    return ("VPCZoneIdentifier",) if hosts.resource.type.startswith("AWS::AutoScaling") else ("SubnetId",)


def _others(task: Task, answer: Answer) -> Iterator[Answer]:
    """An answer about hosts, as one about their tasks, without what is worded here."""
    rest = tuple(
        _of(task, cause) for cause in answer.causes if isinstance(cause, Fault) and not isinstance(cause, NoPath)
    )
    if rest or not answer.causes:
        yield replace(answer, causes=rest)


def _worded(task: Task, sender: Sender, cause: Cause, lost: dict[str, Fault]) -> Cause:
    """A cause as one of hosts; where ECS is lost for the same reason, that is told, and once."""
    if not isinstance(cause, NoPath):
        return _of(task, cause) if isinstance(cause, Fault) else cause
    if cause.reason in lost:
        return lost[cause.reason]
    fault = _without(task, sender, cause, [cause.destination])
    return replace(fault, variant="api", resource=sender.hosts.resource, steps=_subnets_key(sender.hosts))


def _of(task: Task, fault: Fault) -> Fault:
    return replace(fault, tasks=(task.name,))


def rows_of_hosts(
    context: Context, task: Task, hosts: Iterable[Hosts], rows: Callable[[Task], Iterator[tuple[Need, Answer]]]
) -> Iterator[tuple[Need, Answer]]:
    """The rows that the network of the hosts decides, one for all the hosts and subnets of a task.

    On EC2 the agent pulls images and reads secrets, and the daemon sends logs, by the interface of the host.
    """
    asked: dict[str, tuple[Need, list[Answer]]] = {}
    for each in hosts:
        for sender in senders(task, each):
            lost = _lost(context, task, sender)
            for need, answer in rows(sender.task):
                causes = tuple(_worded(task, sender, cause, lost) for cause in answer.causes)
                asked.setdefault(need.name, (need, []))[1].append(replace(answer, causes=causes))
    for need, answers in asked.values():
        yield need, all_of(answers)
