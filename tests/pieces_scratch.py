"""More pieces of little templates: tasks without a place to write, and with one."""

from __future__ import annotations

from tests.pieces import TASK

_BEFORE = "          PortMappings:"
_HARDENED = "          User: 1000:1000\n          ReadonlyRootFilesystem: true\n"
_PLACE = "      ContainerDefinitions:\n"

NODE = (
    "!Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1",
    "public.ecr.aws/docker/library/node:22-alpine",
)
"""Replaces the image by one whose contents are known."""

ON_DISK = TASK.replace(
    _BEFORE, f"{_HARDENED}          MountPoints: [{{SourceVolume: scratch, ContainerPath: /tmp}}]\n{_BEFORE}"
).replace(_PLACE, f"      Volumes: [{{Name: scratch}}]\n{_PLACE}")
"""An empty volume at /tmp."""

IN_MEMORY = TASK.replace(
    _BEFORE, f"{_HARDENED}          LinuxParameters: {{Tmpfs: [{{ContainerPath: /tmp, Size: 64}}]}}\n{_BEFORE}"
)
"""A tmpfs at /tmp."""
