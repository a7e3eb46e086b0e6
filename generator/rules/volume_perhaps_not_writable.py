"""Ours: a place to write temporary files that belongs to somebody else, unless the image says otherwise."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, VPC, template
from generator.rules._example_scratch import IN_MEMORY, ON_DISK
from generator.rules._rule import LessonRule


class VolumePerhapsNotWritable(LessonRule):
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
    good = template(VPC, NAT, ROLE, IN_MEMORY, SERVICE)
    bad = template(VPC, NAT, ROLE, ON_DISK, SERVICE)
