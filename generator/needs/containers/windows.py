"""Does a task for Windows keep to what Windows containers can do?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.tasks import Task, flag, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault, Steps
from generator.needs.containers.sizes import amount
from generator.stack import Absent, Literal, Mapping, Value

_ON_FARGATE = tuple(f"WINDOWS_SERVER_{year}_{kind}" for year in (2019, 2022) for kind in ("CORE", "FULL"))
_LEAST, _MOST = 1024, 4096


@dataclass(frozen=True)
class WindowsRefused(Fault):
    """A task for Windows has what only Linux has.

    ``variant`` is the property: ``root`` (ReadonlyRootFilesystem), ``linux`` (LinuxParameters), ``cpu`` for a size that
    Fargate sells to Linux only, ``arm`` for the processor, ``efs`` for a volume on EFS; others by their own names.
    """

    variant: str
    family: str
    what: str


def windows_answers(task: Task) -> Iterator[Answer]:
    """Answer for what stands in the way of a task for Windows; nothing for one for Linux.

    Sources: ECS Developer Guide, "Task definition differences for EC2 instances running Windows" and "Fargate"
    (containers: readonlyRootFilesystem, linuxParameters, ulimits are not supported; volumes on EFS neither), "Task
    size" (1024 to 4096 CPU units); read 2026-11. ECS API Reference, RegisterTaskDefinition, pidMode and ipcMode ("not
    supported for Windows containers"), and ContainerDefinition, systemControls (of the Linux kernel); from memory.
    """
    definition = task.definition
    value = definition.get("RuntimePlatform", "OperatingSystemFamily") if definition else Absent()
    if definition is None or isinstance(value, Absent):
        return
    family = value.text.upper() if isinstance(value, Literal) else ""
    if family == "LINUX":
        return
    if not family.startswith("WINDOWS_SERVER_"):
        yield unknown(f"the operating system of {task.name} is not known here")
        return
    if family not in _ON_FARGATE:
        yield unknown(f"whether Fargate has {family}, for which {task.name} is made, is not known here")
    if any(literal(item) == "FARGATE_SPOT" for item in _providers(task)):
        yield unknown(f"{task.name} may run on Fargate Spot, which is not known to have {family}")
    for steps, variant, what in _only_on_linux(task):
        yield no(WindowsRefused(definition, steps, (task.name,), variant, family, what))


def _providers(task: Task) -> Iterator[Value]:
    for index, _ in items(task.told("CapacityProviderStrategy")):
        yield task.told("CapacityProviderStrategy", index, "CapacityProvider")


def _only_on_linux(task: Task) -> Iterator[tuple[Steps, str, str]]:
    """Steps, variant and name of everything that Windows certainly does not take."""
    assert task.definition is not None
    definition = task.definition
    for container in task.containers:
        if flag(container.get("ReadonlyRootFilesystem")) is Truth.YES:
            yield (*container.steps, "ReadonlyRootFilesystem"), "root", container.name
        if _is_set(container.get("LinuxParameters")):
            yield (*container.steps, "LinuxParameters"), "linux", container.name
        for key in ("Ulimits", "SystemControls"):
            if list(items(container.get(key))):
                yield (*container.steps, key), key, container.name
    for key in ("PidMode", "IpcMode"):
        if literal(definition.get(key)) is not None:
            yield (key,), key, task.name
    units = amount(definition.get("Cpu"), 1024)
    if task.fargate is Truth.YES and units is not None and not _LEAST <= units <= _MOST:
        yield ("Cpu",), "cpu", str(units)
    if literal(definition.get("RuntimePlatform", "CpuArchitecture")) == "ARM64":
        yield ("RuntimePlatform", "CpuArchitecture"), "arm", "ARM64"
    for index, _ in items(definition.get("Volumes")):
        if _is_set(definition.get("Volumes", index, "EFSVolumeConfiguration")):
            name = literal(definition.get("Volumes", index, "Name")) or "a volume"
            yield ("Volumes", index, "EFSVolumeConfiguration"), "efs", name


def _is_set(value: Value) -> bool:
    return isinstance(value, Mapping) and value.rest is None
