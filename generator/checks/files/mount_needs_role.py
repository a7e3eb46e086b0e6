"""A volume on EFS that is mounted with IAM in a task without a role."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.files.mount_is_denied import MountIsDenied
from generator.needs.files.mount_access import MountWithoutRole


class MountNeedsRole(Check):
    id = "ECS237"
    lesson = 23
    title = "Volume is mounted with IAM, and its task has no task role"
    symptom = (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: ... AWS Access Key ID "
        "and Secret Access Key are not found"
    )
    why = "With IAM a volume is mounted as the task role, not as the execution role."
    fix = "Set TaskRoleArn to a role that trusts ecs-tasks.amazonaws.com, or leave IAM out of AuthorizationConfig."
    fault = MountWithoutRole
    message = (
        "{volume} is mounted with IAM, and {resource} has no TaskRoleArn: the mount finds no credentials, and tasks of "
        "{task} stop before their containers start"
    )
    change = "TaskRoleArn: a role that trusts ecs-tasks.amazonaws.com; or IAM of {volume}: DISABLED"
    base = "files"
    good = MountIsDenied.good
    bad = {"TaskDefinition.TaskRoleArn": None}
