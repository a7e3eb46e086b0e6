"""Ours: a container that mounts a volume which its task definition does not have."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, TASK, VPC, template
from generator.rules._rule import LessonRule

_MOUNTED = TASK.replace(
    "          PortMappings:",
    "          MountPoints: [{SourceVolume: scratch, ContainerPath: /tmp}]\n          PortMappings:",
)
_PLACE = "      ContainerDefinitions:\n"


class VolumeMissing(LessonRule):
    id = "ECS111"
    lesson = 11
    title = "Container mounts a volume that the task definition does not have"
    symptom = "CREATE_FAILED: Invalid request provided: Create TaskDefinition: Unknown volume '...'"
    why = (
        "MountPoints name volumes of the same task definition. CloudFormation takes any name, and ECS refuses the "
        "definition when nothing in Volumes bears it."
    )
    fix = "Add the volume to Volumes, or correct SourceVolume."
    bad = template(VPC, NAT, ROLE, _MOUNTED.replace(_PLACE, "      Volumes: [{Name: temporary}]\n" + _PLACE), SERVICE)
    good = template(VPC, NAT, ROLE, _MOUNTED.replace(_PLACE, "      Volumes: [{Name: scratch}]\n" + _PLACE), SERVICE)
