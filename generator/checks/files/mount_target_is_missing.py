"""A file system without a mount target where tasks need one."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.files.mount_targets import MountTargetMissing


class MountTargetIsMissing(Check):
    id = "ECS231"
    lesson = 23
    title = "File system has no mount target where tasks need one"
    symptom = (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: Failed to resolve "
        "fs-....efs.us-east-1.amazonaws.com; check that your file system ID is correct"
    )
    why = (
        "The name of a file system leads to the mount target in the Availability Zone of the task. In a zone without "
        "one it does not resolve, and the tasks that are placed there stop before their containers start."
    )
    fix = "Add an AWS::EFS::MountTarget in one subnet of each Availability Zone that tasks are placed in."
    fault = MountTargetMissing
    message = {
        "none": "{file_system} has no mount target, and {task} mounts it: tasks stop before their containers start",
        "zone": (
            "{file_system} has no mount target in the Availability Zone of {subnet}, and {task} mounts it there: tasks "
            "that are placed in that subnet stop before their containers start"
        ),
    }
    change = {
        "none": "AWS::EFS::MountTarget: add one in each Availability Zone of {task}",
        "zone": "AWS::EFS::MountTarget: add one in {subnet}, or in another subnet of its Availability Zone",
    }
    base = "files"
    bad = {
        "MountTarget": None,
        "Service.DependsOn": "[DefaultRoute]",
    }
