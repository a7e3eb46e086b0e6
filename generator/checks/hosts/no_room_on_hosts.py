"""Tasks that do not fit on the hosts."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.host_room import NoRoomOnHosts as NoRoom


class NoRoomOnHosts(Check):
    id = "ECS275"
    lesson = 27
    title = "Hosts cannot take the tasks"
    symptom = (
        "service ... was unable to place a task because no container instance met all of its requirements. The closest "
        "matching container-instance ... has insufficient memory available / has insufficient CPU units available / is "
        "already using a port required by your task / encountered error RESOURCE:ENI / is missing an attribute "
        "required by your task"
    )
    why = (
        "ECS places a task only where its memory, CPU units, fixed host ports and, in the awsvpc mode, an interface "
        "are free, and where processor, operating system and GPU are those that it asks for."
    )
    fix = "Take a larger instance type or more instances, or ask for less."
    fault = NoRoom
    message = dict.fromkeys(
        ("memory", "cpu", "interfaces", "port"), "{hosts} has no room for the tasks of {task}: {wanted}, and {there}"
    ) | {
        "image": "no instance of {hosts} starts: {there}, and {wanted}; ECS places no task of {task}",
        "constraint": "no instance of {hosts} is right for the tasks of {task}: {wanted}, and {there}",
        "architecture": "no instance of {hosts} is right for the tasks of {task}: {wanted}, and {there}",
        "windows": "no instance of {hosts} is right for the tasks of {task}: {wanted}, and {there}",
        "gpu": "no instance of {hosts} is right for the tasks of {task}: {wanted}, and {there}",
    }
    change = {
        "memory": "InstanceType: one with more memory; or Memory of the tasks: less; or more instances",
        "cpu": "InstanceType: one with more processors; or Cpu of the tasks: less; or more instances",
        "interfaces": "InstanceType: one with more interfaces; or more instances; or NetworkMode: bridge",
        "port": "HostPort: 0, so that ECS picks one; or MaxSize: as many instances as tasks",
        "image": "ImageId: an image for the processor of the InstanceType",
        "constraint": "Expression: what the instances are; or the attribute in ECS_INSTANCE_ATTRIBUTES of UserData",
        "architecture": "InstanceType: one with the processor that CpuArchitecture names",
        "windows": "ImageId: an image of the system that OperatingSystemFamily names",
        "gpu": "InstanceType: one with a GPU, and an ImageId for it",
    }
    base = "hosts"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Memory": "8192",
    }
