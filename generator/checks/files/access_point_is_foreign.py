"""A volume that is mounted through an access point of another file system."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.files.mounts import AccessPointForeign


class AccessPointIsForeign(Check):
    id = "ECS235"
    lesson = 23
    title = "Access point is one of another file system"
    symptom = (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: "
        "mount.nfs4: access denied by server"
    )
    why = "An access point belongs to one file system, and a mount names both: EFS refuses those that do not match."
    fix = "Name an access point of the file system that FilesystemId names."
    fault = AccessPointForeign
    message = (
        "{volume} mounts {file_system} through {point}, an access point of {owner}: EFS refuses the mount, and tasks "
        "stop before their containers start"
    )
    change = "AccessPointId: an AWS::EFS::AccessPoint of {file_system}; or FilesystemId: {owner}"
    base = "files"
    good = {
        "Point": (
            "{Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: !Ref Files, PosixUser: {Uid: '1000', Gid: "
            "'1000'}}}"
        ),
        "Archive": (
            "{Type: AWS::EFS::FileSystem, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: {Encrypted: "
            "true}}"
        ),
        "TaskDefinition.Volumes.0.EFSVolumeConfiguration.AuthorizationConfig": "{AccessPointId: !Ref Point}",
    }
    bad = {"Point.FileSystemId": "!Ref Archive"}
