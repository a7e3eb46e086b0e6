"""A volume on EFS whose configuration ECS refuses."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.files.mount_configuration import MountRefused
from generator.remedy import Write

_REFUSED = "RegisterTaskDefinition refuses the task definition"


class MountIsRefused(Check):
    id = "ECS230"
    lesson = 23
    title = "ECS refuses the configuration of a volume on EFS"
    symptom = "CREATE_FAILED: Invalid request provided: Create TaskDefinition: transit encryption must be enabled"
    why = (
        "With IAM, and through an access point, a file system is mounted over TLS only, and TransitEncryption is "
        "DISABLED where a volume does not say otherwise. An access point has a directory of its own, which leaves no "
        "RootDirectory to be named."
    )
    fix = "Set TransitEncryption: ENABLED, and leave RootDirectory to the access point."
    fault = MountRefused
    message = {
        "iam": "{volume} is mounted with IAM, and its TransitEncryption is not ENABLED: " + _REFUSED,
        "access point": (
            "{volume} is mounted through an access point, and its TransitEncryption is not ENABLED: " + _REFUSED
        ),
        "directory": (
            "{volume} is mounted through an access point, which has a directory of its own, and RootDirectory is "
            "{directory}: " + _REFUSED
        ),
        "port": "TransitEncryptionPort of {volume} is {port}, which is no port: " + _REFUSED,
    }
    change = {
        "iam": "TransitEncryption: ENABLED",
        "access point": "TransitEncryption: ENABLED",
        "directory": "RootDirectory: leave it out",
        "port": "TransitEncryptionPort: leave it out, or a number from 1 to 65535",
    }
    remedy = {"iam": Write("TransitEncryption", "ENABLED"), "access point": Write("TransitEncryption", "ENABLED")}
    base = "files"
    good = {
        "TaskDefinition.Volumes.0.EFSVolumeConfiguration.AuthorizationConfig": "{IAM: ENABLED}",
        "TaskDefinition.TaskRoleArn": "!GetAtt ExecutionRole.Arn",
    }
    bad = {"TaskDefinition.Volumes.0.EFSVolumeConfiguration.TransitEncryption": None}
