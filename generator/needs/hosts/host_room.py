"""Have hosts room for the tasks that are wanted: what one task needs, and all of them together?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.instance_types import InstanceType, architecture, has_gpu, instance_type
from generator.ecs.hosts.host_ports import fixed_ports
from generator.ecs.hosts.hosts import Hosts
from generator.ecs.services.scaling import SCALABLE
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.stack import Absent, Call

_KEPT = 20
"""One part in so many of its memory may be missing from what an instance registers, so that tasks do not fit.

Source: ECS Developer Guide, "Reserving Amazon ECS Linux container instance memory" (8192 MiB do not always make 8192
available); AWS Batch User Guide, "Compute resource memory management" (7985 of 8192) and "Reserve system memory" (5 %
are advised); read 2026-11.
"""

_LEAST_KEPT = 260
"""MiB that the system, Docker and the agent take of any instance: of half a GiB, less than half is left.

ECS places a task by what the instance has registered, and a task that is placed there is ended for lack of memory all
the same. Source: ECS Developer Guide, "Reserving Amazon ECS Linux container instance memory" (ECS_RESERVED_MEMORY is
for what else runs; critical system daemons and task containers contend), the amount is a judgement; 2026-11.
"""
_RESERVED = re.compile(r"ECS_RESERVED_MEMORY\s*=\s*[\"']?(\d+)")


@dataclass(frozen=True)
class NoRoomOnHosts(Fault):
    """Hosts lack something that ECS asks of them before it places a task.

    ``variant``: ``memory``, ``cpu``, ``interfaces`` or ``port`` with what the tasks take and what there is;
    ``constraint``, ``architecture``, ``image`` (the image is for another processor than the instances have),
    ``windows`` or ``gpu``.
    """

    variant: str
    hosts: str
    wanted: str
    there: str


def count(task: Task) -> int | None:
    """How many tasks a service wants; None when that is not known, or changes."""
    service = task.service
    strategy = service.get("SchedulingStrategy") if service else Absent()
    replica = isinstance(strategy, Absent) or literal(strategy) == "REPLICA"
    if service is None or task.graph.of_type(SCALABLE) or not replica:
        return None
    value = service.get("DesiredCount")
    return 1 if isinstance(value, Absent) else number(value)


def has_room(task: Task, hosts: Hosts) -> Iterator[Answer]:
    """What hosts lack. What is not on record of an instance type is taken to be enough."""
    names = [literal(value) for value in hosts.types]
    known = [instance_type(name) for name in names if name]
    sizes = [each for each in known if each is not None]
    complete = bool(names) and len(sizes) == len(names)
    if complete:
        yield from _sizes(task, hosts, sizes, ", ".join(str(name) for name in names))
    written = [name for name in names if name]
    if written and len(written) == len(names):
        yield from _kinds(task, hosts, written)
    wanted, limit = count(task), hosts.limit
    if _one_a_host(task) and wanted is not None and limit is not None and wanted > limit > 0:
        words = (f"{wanted} tasks, each of which takes a host for itself (distinctInstance)", f"{limit} at most")
        yield no(NoRoomOnHosts(hosts.resource, (hosts.count_key,), (task.name,), "port", str(hosts), *words))
    ports = fixed_ports(task)
    if ports and wanted is not None and limit is not None and wanted > limit > 0:
        words = (f"{wanted} tasks, each of which takes port {ports[0][1]} of a host for itself", f"{limit} at most")
        yield no(NoRoomOnHosts(hosts.resource, (hosts.count_key,), (task.name,), "port", str(hosts), *words))


def _sizes(task: Task, hosts: Hosts, sizes: list[InstanceType], names: str) -> Iterator[Answer]:
    steps, tasks = hosts.steps("InstanceType"), (task.name,)
    wanted, limit = count(task), hosts.limit
    total = (wanted or 0, limit or 0)
    memory, cpus = max(each.memory for each in sizes), max(each.cpus for each in sizes) * 1024
    reserved = _reserved(hosts)
    for variant, unit, need, most, sure in (
        ("memory", "MiB", _memory(task), memory - reserved, memory - max(memory // _KEPT, _LEAST_KEPT, reserved)),
        ("cpu", "CPU units", _cpu(task), cpus, cpus),
    ):
        if need > most:
            words = (f"a task takes {need} {unit}", f"an instance ({names}) has {most}")
            yield no(NoRoomOnHosts(hosts.place, steps, tasks, variant, str(hosts), *words))
        elif need and all(total) and total[0] > total[1] * (most // need):
            words = (
                f"{total[0]} tasks take {need} {unit} each",
                f"{total[1]} at most, with {most} each ({names}), of which ECS and the system keep some",
            )
            yield no(NoRoomOnHosts(hosts.place, steps, tasks, variant, str(hosts), *words))
        elif need > sure or (need and all(total) and total[0] > total[1] * (sure // need)):
            yield unknown(
                f"tasks of {need} {unit} fill an instance ({names}, {most} {unit}) to the brim, and the system keeps "
                f"some of it"
            )
    if task.awsvpc is Truth.YES and all(total) and not any(each.trunks for each in sizes):
        free = max(each.interfaces for each in sizes) - 1
        if total[0] > total[1] * free:
            words = (f"{total[0]} tasks take an interface each", f"{total[1]} at most, with {free} left each ({names})")
            yield no(NoRoomOnHosts(hosts.place, steps, tasks, "interfaces", str(hosts), *words))


def fills(task: Task, hosts: Hosts) -> str:
    """What the tasks of a service take all of, so that no more of them fit beside; empty when some do, or may."""
    names = [literal(value) for value in hosts.types]
    sizes = [each for name in names if name and (each := instance_type(name)) is not None]
    wanted, limit = count(task), hosts.limit
    if not sizes or len(sizes) != len(names) or not wanted or not limit:
        return ""
    memory, cpus = max(each.memory for each in sizes) - _reserved(hosts), max(each.cpus for each in sizes) * 1024
    own = "an interface" if task.awsvpc is Truth.YES and not any(each.trunks for each in sizes) else ""
    free = max(each.interfaces for each in sizes) - 1
    for taken, need, most in (
        (f"{_memory(task)} MiB", _memory(task), memory),
        (f"{_cpu(task)} CPU units", _cpu(task), cpus),
    ):
        if need and wanted == limit * (most // need):
            return taken
    return own if own and wanted == limit * free else ""


def _reserved(hosts: Hosts) -> int:
    """MiB that UserData has the agent keep for what else runs on the instance."""
    written = hosts.get("UserData")
    inner = written.arguments[0] if isinstance(written, Call) and written.arguments else written
    found = _RESERVED.findall(hosts.texts.text(inner))
    return int(found[-1]) if found else 0


def _kinds(task: Task, hosts: Hosts, names: list[str]) -> Iterator[Answer]:
    tasks, listed = (task.name,), ", ".join(names)
    have = {architecture(name) for name in names}
    if len(have) > 1 and hosts.image.architecture:
        other = ", ".join(name for name in names if architecture(name) not in ("", hosts.image.architecture))
        if other:
            yield unknown(
                f"the image of {hosts} is for {hosts.image.architecture}, and {other} among its types are not"
            )
    wanted = literal(task.definition.get("RuntimePlatform", "CpuArchitecture")) if task.definition else None
    system = literal(task.definition.get("RuntimePlatform", "OperatingSystemFamily")) if task.definition else None
    if len(have) == 1 and "" not in have:
        (own,) = have
        if hosts.image.architecture not in ("", own):
            words = (f"the image is for {hosts.image.architecture}", f"{listed} have {own}")
            yield no(NoRoomOnHosts(hosts.place, hosts.steps("ImageId"), tasks, "image", str(hosts), *words))
        elif wanted and wanted.upper() in ("ARM64", "X86_64") and wanted.upper() != own:
            words = (f"the tasks are for {wanted}", f"{listed} have {own}")
            yield no(NoRoomOnHosts(hosts.place, hosts.steps("InstanceType"), tasks, "architecture", str(hosts), *words))
    windows = hosts.image.windows
    if system and windows is not Truth.UNKNOWN and system.startswith("WINDOWS") is not (windows is Truth.YES):
        words = (f"the tasks are for {system}", f"the image {hosts.image.parameter} is of another system")
        yield no(NoRoomOnHosts(hosts.place, hosts.steps("ImageId"), tasks, "windows", str(hosts), *words))


def gpu_there(task: Task, hosts: Hosts) -> Iterator[Answer]:
    """Whether hosts have the GPU that a container asks for, and an image with a driver for it."""
    if not any(asks_for_gpu(container) for container in task.containers):
        return
    names = [literal(value) for value in hosts.types]
    written = [name for name in names if name]
    listed, tasks = ", ".join(written), (task.name,)
    if not written or len(written) != len(names):
        yield unknown(f"whether instances of {hosts} have a GPU is not known here")
    elif not any(has_gpu(name) for name in written):
        words = ("the tasks ask for a GPU", f"{listed} have none")
        yield no(NoRoomOnHosts(hosts.place, hosts.steps("InstanceType"), tasks, "gpu", str(hosts), *words))
    elif hosts.image.gpu is Truth.NO and not hosts.image.bottlerocket:
        words = ("the tasks ask for a GPU", f"the image {hosts.image.parameter} has no driver for one")
        yield no(NoRoomOnHosts(hosts.place, hosts.steps("ImageId"), tasks, "gpu", str(hosts), *words))
    elif hosts.image.gpu is not Truth.YES or not all(has_gpu(name) for name in written):
        yield unknown(f"whether every instance of {hosts} has a GPU, and an image for it, is not known here")


def _one_a_host(task: Task) -> bool:
    """Whether no two tasks are placed on one host. Source: ECS API Reference, PlacementConstraint; read 2026-11."""
    key, service = "PlacementConstraints", task.service
    constraints = items(service.get(key)) if service else ()
    return service is not None and any(
        literal(service.get(key, i, "Type")) == "distinctInstance" for i, _ in constraints
    )


def asks_for_gpu(container: Container) -> bool:
    """Whether a container asks for a GPU."""
    steps = "ResourceRequirements"
    return any(literal(container.get(steps, i, "Type")) == "GPU" for i, _ in items(container.get(steps)))


def _memory(task: Task) -> int:
    """MiB that ECS reserves for a task: its own, or what its containers reserve, or may use at most.

    Source: ECS API Reference, ContainerDefinition, memory and memoryReservation; read 2026-11.
    """
    own = number(task.definition.get("Memory")) if task.definition else None
    if own is not None:
        return own
    reserved = [(number(each.get("MemoryReservation")), number(each.get("Memory"))) for each in task.containers]
    return sum(first if first is not None else second or 0 for first, second in reserved)


def _cpu(task: Task) -> int:
    own = number(task.definition.get("Cpu")) if task.definition else None
    return own if own is not None else sum(number(each.get("Cpu")) or 0 for each in task.containers)
