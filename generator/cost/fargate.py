"""Tasks on Fargate: processors and memory by the hour, storage above what is included, public addresses.

Source: AWS Fargate pricing ("Pricing Details"; 20 GB of ephemeral storage are included); ECS API Reference,
TaskDefinition (cpu, memory), CreateService (desiredCount); CloudFormation Template Reference, AWS::ECS::Service
(DesiredCount is 1 where it is left out); read 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.cost.bill import Bill, number, plural, reason
from generator.cost.dollars import dollars
from generator.cost.item import HOURS, Item
from generator.ecs.clusters import CLUSTER
from generator.ecs.services.scaling import scaled_by
from generator.ecs.starters import TASK_SET
from generator.ecs.tasks import Task, items, tasks
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Absent, Listing, Literal, Resource, Value, shown

TYPES = ("AWS::ECS::Service",)
INCLUDED = 20
"""GiB of ephemeral storage that a task has without further cost."""
_ON_SPOT = "Fargate Spot's price changes by the hour"
_CPU = re.compile(r"\s*(?P<amount>\d*\.?\d+)\s*(?P<unit>vcpu)?\s*", re.IGNORECASE)
_MEMORY = re.compile(r"\s*(?P<amount>\d*\.?\d+)\s*(?P<unit>gb)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Size:
    """What one task has. ``kind`` is ``x86`` or ``arm``."""

    kind: str
    cpus: float
    memory: float
    storage: float

    def __str__(self) -> str:
        return f"{self.cpus:g} vCPU, {self.memory:g} GB{', ARM' if self.kind == 'arm' else ''}"


def lines(bill: Bill) -> Iterator[Item]:
    """What the tasks of services cost all month, and other tasks by the hours that they run."""
    for task in tasks(bill.graph):
        if task.service is not None:
            yield from _of_service(bill, task)
        elif task.starter is not None and task.fargate is Truth.YES:
            yield from _started(bill, task)


def _of_service(bill: Bill, task: Task) -> Iterator[Item]:
    place = task.place
    if task.fargate is Truth.NO:
        return  # Its tasks cost what their hosts cost.
    if task.fargate is Truth.UNKNOWN:
        yield bill.unknown(place, "tasks", "whether its tasks run on Fargate, or on hosts, is not known")
        return
    size, count = size_of(task), _count(bill, task)
    if not isinstance(size, Size) or not isinstance(count, tuple):
        why = "; ".join(each for each in (size, count) if isinstance(each, str))
        yield bill.unknown(place, "tasks on Fargate", why)
        return
    number_of, more = count
    what = f"{plural(number_of, 'task')} of {size}{more}"
    if (spot := _spot(bill, task)) is not Truth.NO:
        most = _hourly(bill, size)
        why = _ON_SPOT if spot is Truth.YES else "whether it runs on Spot is not known"
        top = "" if most is None else f"; On-Demand it would be {dollars(number_of * HOURS * most)}"
        yield bill.unknown(place, what, why + top)
    else:
        yield from _running(bill, place, what, size, number_of)
    if task.public_address is Truth.YES:
        yield bill.hours(place, f"public IPv4 addresses of {plural(number_of, 'task')}", "address/hour", number_of)


def _running(bill: Bill, place: Resource, what: str, size: Size, count: float) -> Iterator[Item]:
    hours = count * HOURS
    yield bill.fixed(place, f"{what}: processors", f"fargate/{size.kind}/vcpu", hours * size.cpus, "vCPU-hours")
    yield bill.fixed(place, f"{what}: memory", f"fargate/{size.kind}/gb", hours * size.memory, "GB-hours")
    if (more := size.storage - INCLUDED) > 0:
        said = f"{what}: storage above {INCLUDED} GB"
        yield bill.fixed(place, said, "fargate/storage", hours * more, "GB-hours")


def _started(bill: Bill, task: Task) -> Iterator[Item]:
    if task.starter is not None and task.starter.resource.type == TASK_SET:
        yield bill.unknown(task.place, "tasks of a task set", "how many run is decided by whoever deploys")
        return
    size = size_of(task)
    if isinstance(size, str):
        yield bill.unknown(task.place, "tasks that are started", size)
        return
    price = _hourly(bill, size)
    if price is None:
        yield bill.unpriced(task.place, "tasks that are started", f"fargate/{size.kind}/vcpu")
    else:
        yield Item(task.place.path, f"a task of {size}", None, "task-hours", price, "task-hours")


def _hourly(bill: Bill, size: Size) -> float | None:
    rates = [bill.rate(name) for name in (f"fargate/{size.kind}/vcpu", f"fargate/{size.kind}/gb", "fargate/storage")]
    amounts = (size.cpus, size.memory, max(size.storage - INCLUDED, 0))
    if any(rate is None and amount for rate, amount in zip(rates, amounts, strict=True)):
        return None
    return sum(rate.price * amount for rate, amount in zip(rates, amounts, strict=True) if rate)


def size_of(task: Task) -> Size | str:
    """What a task has, or why it is not known."""
    definition = task.definition
    if definition is None:
        return task.unreadable
    family = definition.get("RuntimePlatform", "OperatingSystemFamily")
    architecture = definition.get("RuntimePlatform", "CpuArchitecture")
    if (literal(family) or "LINUX").upper() != "LINUX" or not isinstance(family, Absent | Literal):
        return f"there are prices for Linux only, and its OperatingSystemFamily is {shown(family)}"
    kind = {"ARM64": "arm", "X86_64": "x86"}.get((literal(architecture) or "").upper())
    if isinstance(architecture, Absent):
        kind = "x86"
    if kind is None:
        return reason("its CpuArchitecture", architecture)
    cpus = _amount(definition.get("Cpu"), _CPU, 1024)
    memory = _amount(definition.get("Memory"), _MEMORY, 1024)
    if cpus is None or memory is None:
        return reason("its size", *(definition.get(key) for key in ("Cpu", "Memory")))
    written = definition.get("EphemeralStorage", "SizeInGiB")
    storage = INCLUDED if isinstance(written, Absent) else number(written)
    return reason("its ephemeral storage", written) if storage is None else Size(kind, cpus, memory, storage)


def _amount(value: Value, form: re.Pattern[str], divisor: int) -> float | None:
    match = form.fullmatch(literal(value) or "")
    return None if match is None else float(match["amount"]) / (1 if match["unit"] else divisor)


def _count(bill: Bill, task: Task) -> tuple[float, str] | str:
    """How many tasks are paid for, and what may make them more; or why it is not known."""
    assert task.service is not None
    written = task.service.get("DesiredCount")
    target = scaled_by(bill.graph, task.service)
    least, most = (number(target.get(key)) if target else None for key in ("MinCapacity", "MaxCapacity"))
    count = number(written)
    if isinstance(written, Absent):
        count = least if target else 1
    if count is None:
        return reason("the number of its tasks", written if target is None else target.get("MinCapacity"))
    return count, f" (scales to {most:g})" if most is not None and most > count else ""


def _spot(bill: Bill, task: Task) -> Truth:
    """Whether its tasks may run on Fargate Spot."""
    strategy = task.told("CapacityProviderStrategy")
    names = [task.told("CapacityProviderStrategy", index, "CapacityProvider") for index, _ in items(strategy)]
    if isinstance(strategy, Absent) and isinstance(task.told("LaunchType"), Absent):
        cluster = bill.graph.target(task.told("Cluster"), CLUSTER)
        key = "DefaultCapacityProviderStrategy"
        strategy = cluster.get(key) if cluster else Absent()
        names = [cluster.get(key, index, "CapacityProvider") for index, _ in items(strategy)] if cluster else []
    if not isinstance(strategy, Absent | Listing) or not all(isinstance(name, Literal) for name in names):
        return Truth.UNKNOWN
    return Truth.YES if any(literal(name) == "FARGATE_SPOT" for name in names) else Truth.NO
