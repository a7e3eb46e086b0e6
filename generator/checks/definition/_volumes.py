"""How checks say what to do about a volume that belongs to root: the place is each check's own."""

from __future__ import annotations

CHANGE = (
    "LinuxParameters: Tmpfs: [{{ContainerPath: {path}, Size: 64}}] instead of the volume; or VOLUME {path} in the "
    "Dockerfile, owned by the user"
)
