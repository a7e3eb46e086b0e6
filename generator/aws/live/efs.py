"""File systems that tasks mount."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.aws.live.reading import Reading


def file_systems(reading: Reading, ids: Iterable[str]) -> None:
    """Keep each file system with its policy, targets and access points. One that is not there is noted as absent."""
    for id_ in sorted(set(ids)):
        told = reading.all("efs", "describe_file_systems", "FileSystems", FileSystemId=id_)
        if not told:
            if not reading.refused("efs", "describe_file_systems"):
                reading.facts.absent[id_] = "a file system"
            continue
        policy = reading.one("efs", "describe_file_system_policy", FileSystemId=id_)
        if policy and policy.get("Policy"):
            told = [told[0] | {"FileSystemPolicy": json.loads(policy["Policy"])}]
        elif reading.refused("efs", "describe_file_system_policy"):
            told = [told[0] | {"FileSystemPolicy": {"Ref": "NotRead"}}]
        reading.facts.add("elasticfilesystem:DescribeFileSystems", told)
        for target in reading.all("efs", "describe_mount_targets", "MountTargets", FileSystemId=id_):
            answer = reading.one("efs", "describe_mount_target_security_groups", MountTargetId=target["MountTargetId"])
            groups = (answer or {}).get("SecurityGroups") or []
            reading.facts.add("elasticfilesystem:DescribeMountTargets", [target | {"SecurityGroups": groups}])
        reading.keep("efs", "describe_access_points", "AccessPoints", FileSystemId=id_)
