"""A platform version of Fargate that does not have what the tasks use."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent

_SINCE_1_4 = ("1.0.0", "1.1.0", "1.2.0", "1.3.0")
_OF_WINDOWS = "WINDOWS"


class PlatformTooOld(Check):
    id = "ECS257"
    lesson = 25
    title = "Platform version is older than what the tasks use"
    symptom = "CREATE_FAILED: One or more of the requested capabilities are not supported (PlatformUnknownException)"
    why = (
        "File systems of EFS, ephemeral storage of a chosen size, environment files, SYS_PTRACE, ECS Exec and ARM64 "
        "came with platform version 1.4.0 for Linux. An older version is refused for tasks that use them."
    )
    fix = "Leave PlatformVersion out, which means LATEST, or set 1.4.0."
    message = (
        "PlatformVersion of {resource} is {version}, and {task} uses {property}, which needs 1.4.0: CreateService "
        "fails, or no task starts"
    )
    change = "PlatformVersion: LATEST, or 1.4.0"
    remedy = Write("PlatformVersion", "LATEST")
    base = "nat"
    good = {"Service.PlatformVersion": "1.4.0", "TaskDefinition.EphemeralStorage": "{SizeInGiB: 40}"}
    bad = {"Service.PlatformVersion": "1.3.0"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find services with an old version that is written out, and the first thing that it does not have.

        Source: ECS Developer Guide, "Fargate platform versions for Amazon ECS", 1.4.0, "Amazon ECS task definitions for
        64-bit ARM workloads" and "Monitor Amazon ECS containers with ECS Exec"; read 2026-11.
        """
        for task in context.tasks:
            version = literal(task.service.get("PlatformVersion")) if task.service else None
            if version not in _SINCE_1_4 or task.fargate is not Truth.YES or task.service is None:
                continue
            for used in _newer_than(task):
                steps = ("PlatformVersion",)
                yield self.at(task.service, *steps, tasks=(task.name,), version=version, property=used)
                break


def _newer_than(task: Task) -> Iterator[str]:
    definition = task.definition
    if definition is None:
        return
    system = literal(definition.get("RuntimePlatform", "OperatingSystemFamily")) or ""
    if system.startswith(_OF_WINDOWS):
        return
    if literal(definition.get("RuntimePlatform", "CpuArchitecture")) == "ARM64":
        yield "CpuArchitecture ARM64"
    if task.exec_enabled is Truth.YES:
        yield "EnableExecuteCommand"
    for index, _ in items(definition.get("Volumes")):
        if not isinstance(definition.get("Volumes", index, "EFSVolumeConfiguration"), Absent):
            yield "EFSVolumeConfiguration"
    if not isinstance(definition.get("EphemeralStorage"), Absent):
        yield "EphemeralStorage"
    for container in task.containers:
        if list(items(container.get("EnvironmentFiles"))):
            yield "EnvironmentFiles"
        if list(items(container.get("LinuxParameters", "Capabilities", "Add"))):
            yield "LinuxParameters.Capabilities.Add"
