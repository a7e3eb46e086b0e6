"""Settings of volumes on EBS that are not known to be taken, and the same within their bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from generator.checks.files.managed_volume_is_refused import ManagedVolumeIsRefused
from tests.edited import edited

EBS = "Service.VolumeConfigurations.0.ManagedEBSVolume"
CONTAINER = "TaskDefinition.ContainerDefinitions.0"
WINDOWS = {"TaskDefinition.RuntimePlatform": "{OperatingSystemFamily: WINDOWS_SERVER_2022_CORE}"}


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ({f"{EBS}.Iops": "6000", f"{EBS}.Throughput": "500"}, ""),
        ({f"{EBS}.Iops": "16000"}, "can have its Iops"),
        ({f"{EBS}.Throughput": "1000"}, "can have its Iops"),
        ({f"{EBS}.VolumeType": "io1"}, "of the type io1"),
        ({f"{EBS}.VolumeType": "st1"}, "are the least"),
        ({f"{EBS}.VolumeType": "st1", f"{EBS}.SizeInGiB": "500"}, ""),
        ({f"{EBS}.FilesystemType": "ntfs"}, "the file system ntfs"),
        ({f"{EBS}.FilesystemType": "ntfs", **WINDOWS}, ""),
        ({f"{EBS}.FilesystemType": "xfs", **WINDOWS}, "the file system xfs"),
        ({f"{EBS}.VolumeInitializationRate": "200"}, "is not looked at"),
        ({f"{CONTAINER}.User": '"1000"'}, "is not root"),
        ({f"{CONTAINER}.User": '"1000"', f"{CONTAINER}.MountPoints.0.ReadOnly": "true"}, ""),
        ({"Service.AvailabilityZoneRebalancing": "ENABLED"}, "is rebalanced"),
    ],
)
def test_a_volume_is_as_ebs_makes_them(tmp_path: Path, edits: Edits, word: str) -> None:
    result = edited(tmp_path, "nat", ManagedVolumeIsRefused.good, edits)
    assert result.verdict("EBS volume") == ("unknown" if word else "yes")
    assert word in result.because("EBS volume")
