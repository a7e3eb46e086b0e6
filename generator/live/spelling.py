"""From ``camelCase`` of ECS's answers to the names of properties in templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OTHERWISE = {
    "efsVolumeConfiguration": "EFSVolumeConfiguration",
    "fsxWindowsFileServerVolumeConfiguration": "FSxWindowsFileServerVolumeConfiguration",
    "managedEBSVolume": "ManagedEBSVolume",
    "s3FilesVolumeConfiguration": "S3FilesVolumeConfiguration",
}
_INSIDE = {
    "EFSVolumeConfiguration": {"FileSystemId": "FilesystemId"},
    "AuthorizationConfig": {"Iam": "IAM"},
    "ProxyConfiguration": {"Properties": "ProxyConfigurationProperties"},
}
"""What is called otherwise in a template (CloudFormation's resource specification, read 2026-11)."""
_FREE = {"Options", "DockerLabels", "DriverOpts", "Labels"}
"""Maps whose keys somebody chose."""


def spelt(answer: Any, within: str = "") -> Any:
    """Spell an answer as a template has it; what is null or empty is left out, for nobody set it."""
    if isinstance(answer, Mapping):
        if within in _FREE:
            return dict(answer)
        made = {}
        for key, value in answer.items():
            name = _OTHERWISE.get(key, key[:1].upper() + key[1:])
            name = _INSIDE.get(within, {}).get(name, name)
            told = spelt(value, name)
            if told not in (None, [], {}, ""):
                made[name] = told
        return made
    if isinstance(answer, list | tuple):
        return [spelt(each, within) for each in answer]
    return answer
