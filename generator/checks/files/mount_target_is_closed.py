"""Tasks that have no way to the mount target of a file system."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.files.mount_targets import MountTargetClosed


class MountTargetIsClosed(Check):
    id = "ECS232"
    lesson = 23
    title = "Tasks do not get to the mount target of a file system"
    symptom = (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: mount.nfs4: "
        "Connection timed out"
    )
    why = (
        "Files come over port 2049, encrypted or not: the security group of the tasks has to let it out, and that of "
        "the mount target has to admit the tasks. A mount target without SecurityGroups has the default group of its "
        "VPC, which admits its own members only."
    )
    fix = "Admit a group of the tasks on 2049 in the mount target's group, and let the tasks' group out to it."
    fault = MountTargetClosed
    message = _ports.message("the mount times out, and tasks stop before their containers start")
    change = _ports.CHANGE
    remedy = _ports.REMEDY
    base = "files"
    bad = {
        "FilesGroup.SecurityGroupIngress.0.FromPort": "3049",
        "FilesGroup.SecurityGroupIngress.0.ToPort": "3049",
    }
