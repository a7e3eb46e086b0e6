"""A task for Windows with what only Linux has."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.containers.windows import WindowsRefused
from generator.remedy import LeaveOut

_REFUSED = "ECS refuses the task definition"
_OF_LINUX = ("Ulimits", "SystemControls", "PidMode", "IpcMode")


class WindowsIsRefused(Check):
    id = "ECS226"
    lesson = 22
    title = "Task for Windows has what only Linux has"
    symptom = "CREATE_FAILED, or RunTask fails: the property is not supported for Windows containers"
    why = (
        "Windows containers have no read-only root and no LinuxParameters, mount no EFS, run on X86_64, and on Fargate "
        "with 1024 to 4096 CPU units."
    )
    fix = "Leave out what only Linux has, and choose a size that Fargate sells for Windows."
    fault = WindowsRefused
    message = {
        "root": "{what} has ReadonlyRootFilesystem, which {family} does not support: " + _REFUSED,
        "linux": "{what} has LinuxParameters, which {family} does not support: " + _REFUSED,
        **{key: "{what} has " + key + ", which {family} does not support: " + _REFUSED for key in _OF_LINUX},
        "cpu": "Cpu is {what}, and Fargate runs {family} with 1024 to 4096 CPU units only: " + _REFUSED,
        "arm": "CpuArchitecture is {what}, and {family} runs on X86_64 only: " + _REFUSED,
        "efs": "the volume {what} is on EFS, which {family} does not mount: " + _REFUSED,
    }
    change = {
        "root": "ReadonlyRootFilesystem: leave it out",
        "linux": "LinuxParameters: leave it out",
        **{key: f"{key}: leave it out" for key in _OF_LINUX},
        "cpu": "Cpu: 1024, with Memory of 2048 or more",
        "arm": "CpuArchitecture: X86_64",
        "efs": "EFSVolumeConfiguration: leave it out, and keep the files elsewhere",
    }
    remedy = {
        "root": LeaveOut("ReadonlyRootFilesystem"),
        "linux": LeaveOut("LinuxParameters"),
        "efs": LeaveOut("EFSVolumeConfiguration"),
        **{key: LeaveOut(key) for key in _OF_LINUX},
    }
    base = "nat"
    good = {
        "TaskDefinition.RuntimePlatform": "{OperatingSystemFamily: WINDOWS_SERVER_2022_CORE, CpuArchitecture: X86_64}",
        "TaskDefinition.Cpu": "1024",
        "TaskDefinition.Memory": "2048",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.ReadonlyRootFilesystem": "true"}
