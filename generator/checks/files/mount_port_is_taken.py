"""Two volumes on EFS that are encrypted through one port."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.files.mount_configuration import MountPortTaken
from generator.remedy import LeaveOut


class MountPortIsTaken(Check):
    id = "ECS234"
    lesson = 23
    title = "Two volumes of a task are encrypted through one port"
    symptom = (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: "
        "Specified port [20049] is unavailable"
    )
    why = (
        "Each volume that is encrypted on its way goes through a port of the task's own network, which "
        "TransitEncryptionPort may choose. Two volumes cannot have the same."
    )
    fix = "Leave TransitEncryptionPort out, so that a free port is taken for each volume."
    fault = MountPortTaken
    message = (
        "{volume} and {other} are both encrypted through the port {port} (TransitEncryptionPort): the second mount "
        "fails, and tasks stop before their containers start"
    )
    change = "TransitEncryptionPort: leave it out, or another port than {port}"
    remedy = LeaveOut("TransitEncryptionPort")
    base = "files"
    good = {
        "TaskDefinition.Volumes.1": (
            "{Name: archive, EFSVolumeConfiguration: {FilesystemId: !Ref Files, TransitEncryption: ENABLED, "
            "TransitEncryptionPort: 20050}}"
        ),
        "TaskDefinition.Volumes.0.EFSVolumeConfiguration.TransitEncryptionPort": "20049",
        "TaskDefinition.ContainerDefinitions.0.MountPoints.1": "{SourceVolume: archive, ContainerPath: /archive}",
    }
    bad = {"TaskDefinition.Volumes.1.EFSVolumeConfiguration.TransitEncryptionPort": "20049"}
