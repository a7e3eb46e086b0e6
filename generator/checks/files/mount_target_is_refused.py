"""A mount target that EFS does not create."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.files.mount_target_zones import MountTargetRefused


class MountTargetIsRefused(Check):
    id = "ECS233"
    lesson = 23
    title = "EFS refuses to create a mount target"
    symptom = "CREATE_FAILED: mount target already exists in this AZ; or AvailabilityZonesMismatch"
    why = (
        "A file system has at most one mount target in each Availability Zone, whatever the subnets. One with "
        "AvailabilityZoneName (One Zone) has a single one, in that zone."
    )
    fix = "Keep one mount target in each zone; for One Zone, one in a subnet of AvailabilityZoneName."
    fault = MountTargetRefused
    message = {
        "other zone": (
            "{resource} is in {subnet}, which is not in {zone}, the one zone of {file_system}: its creation fails with "
            "AvailabilityZonesMismatch"
        ),
        "one zone": (
            "{file_system} is in the one zone {zone} and has the mount target {other} already: the creation of "
            "{resource} fails"
        ),
        "twice": (
            "{resource} is in the Availability Zone of {other}, a mount target of the same file system ({file_system}):"
            " its creation fails with MountTargetConflict"
        ),
    }
    change = {
        "other zone": "SubnetId: a subnet in {zone}",
        "one zone": "leave out {resource}; or AvailabilityZoneName of {file_system}",
        "twice": "leave out {resource}, or SubnetId: a subnet in another zone",
    }
    base = "files"
    good = {
        "Files.AvailabilityZoneName": "!Select [0, !GetAZs '']",
        "Subnet.AvailabilityZone": "!Select [0, !GetAZs '']",
    }
    bad = {"Subnet.AvailabilityZone": "!Select [1, !GetAZs '']"}
