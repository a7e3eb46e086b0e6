"""A place to write temporary files that belongs to somebody else."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.definition import _volumes
from generator.needs.containers.temporary_files import VolumeOwnedByRoot


class VolumeNotWritable(Check):
    id = "ECS162"
    lesson = 16
    title = "Container does not run as root and mounts an empty volume that belongs to root"
    symptom = (
        "EACCES: permission denied, mkdir '/tmp/...'; [Errno 13] Permission denied; No usable temporary directory "
        "found in ['/tmp', ...]"
    )
    why = (
        "On Fargate an empty volume belongs to root, with mode 0755, whatever the directory in the image is like. "
        "Only when the image declares that very directory as VOLUME are its owner and mode kept. With a read-only "
        "root file system there is no other place to write."
    )
    fix = (
        "Keep /tmp in memory with LinuxParameters.Tmpfs; or declare VOLUME /tmp in the Dockerfile; or remove the "
        "volume and leave the root file system writable."
    )
    fault = VolumeOwnedByRoot
    message = (
        "{writer} cannot write to {path}: it mounts an empty volume there, which on Fargate belongs to root with "
        "mode 0755, because the image does not declare VOLUME {path}. Tasks of {task} fail with EACCES (permission "
        "denied)"
    )
    change = _volumes.CHANGE
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Image": "public.ecr.aws/docker/library/node:22-alpine",
        "TaskDefinition.ContainerDefinitions.0.Command": "[node, server.js]",
        "TaskDefinition.ContainerDefinitions.0.User": "1000:1000",
        "TaskDefinition.ContainerDefinitions.0.ReadonlyRootFilesystem": "true",
        "TaskDefinition.ContainerDefinitions.0.LinuxParameters": "{Tmpfs: [{ContainerPath: /tmp, Size: 64}]}",
    }
    bad = {
        "TaskDefinition.Volumes": "[{Name: scratch}]",
        "TaskDefinition.ContainerDefinitions.0.LinuxParameters": None,
        "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: scratch, ContainerPath: /tmp}]",
    }
