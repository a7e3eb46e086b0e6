"""Ours: a place to write temporary files that belongs to somebody else."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, VPC, template
from generator.rules._example_scratch import IN_MEMORY, NODE, ON_DISK
from generator.rules._rule import LessonRule


class VolumeNotWritable(LessonRule):
    id = "ECS162"
    lesson = 16
    title = "Container does not run as root and mounts an empty volume that belongs to root"
    symptom = (
        "EACCES: permission denied, mkdir '/tmp/...'; [Errno 13] Permission denied; No usable temporary directory "
        "found in ['/tmp', ...]"
    )
    why = (
        "On Fargate an empty volume is root's, with mode 0755, whatever the directory in the image was like. Only "
        "where the image declares that very directory as VOLUME are its owner and mode kept. With a read-only root "
        "file system there is no other place to write."
    )
    fix = (
        "Keep /tmp in memory with LinuxParameters.Tmpfs; or declare VOLUME /tmp in the Dockerfile; or leave the volume "
        "out and the root file system writable."
    )
    good = template(VPC, NAT, ROLE, IN_MEMORY.replace(*NODE), SERVICE)
    bad = template(VPC, NAT, ROLE, ON_DISK.replace(*NODE), SERVICE)
