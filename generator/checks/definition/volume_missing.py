"""Ours: a container that mounts a volume which its task definition does not have."""

from __future__ import annotations

from generator.checks.check import Check


class VolumeMissing(Check):
    id = "ECS111"
    lesson = 11
    title = "Container mounts a volume that the task definition does not have"
    symptom = "CREATE_FAILED: Invalid request provided: Create TaskDefinition: Unknown volume '...'"
    why = (
        "MountPoints name volumes of the same task definition. CloudFormation takes any name, and ECS refuses the "
        "definition when nothing in Volumes bears it."
    )
    fix = "Add the volume to Volumes, or correct SourceVolume."
    base = "nat"
    good = {
        "TaskDefinition.Volumes": "[{Name: scratch}]",
        "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: scratch, ContainerPath: /tmp}]",
    }
    bad = {
        "TaskDefinition.Volumes.0.Name": "temporary",
    }
