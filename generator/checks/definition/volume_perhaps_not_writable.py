"""Ours: a place to write temporary files that belongs to somebody else, unless the image says otherwise."""

from __future__ import annotations

from generator.checks.check import Check


class VolumePerhapsNotWritable(Check):
    id = "WCS162"
    lesson = 16
    title = "Only a VOLUME in the image, which is not seen, would make /tmp writable"
    symptom = (
        "EACCES: permission denied, mkdir '/tmp/...'; [Errno 13] Permission denied; No usable temporary directory "
        "found in ['/tmp', ...]"
    )
    why = (
        "An empty volume of Fargate is root's, with mode 0755, unless the image declares that directory as VOLUME. "
        "The task runs as somebody else, and its root file system is read-only: without the declaration it can write "
        "nowhere."
    )
    fix = (
        "Keep /tmp in memory with LinuxParameters.Tmpfs. If the image declares VOLUME /tmp, name its Dockerfile in the "
        "Metadata of the task definition, and this is proven instead."
    )
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.User": "1000:1000",
        "TaskDefinition.ContainerDefinitions.0.ReadonlyRootFilesystem": "true",
        "TaskDefinition.ContainerDefinitions.0.LinuxParameters": "{Tmpfs: [{ContainerPath: /tmp, Size: 64}]}",
    }
    bad = {
        "TaskDefinition.Volumes": "[{Name: scratch}]",
        "TaskDefinition.ContainerDefinitions.0.LinuxParameters": None,
        "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: scratch, ContainerPath: /tmp}]",
    }
