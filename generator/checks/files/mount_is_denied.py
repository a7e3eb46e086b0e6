"""A volume on EFS that the task role may not mount."""

from __future__ import annotations

from generator.checks import _denied
from generator.checks._task_role import task_role
from generator.checks.check import Check
from generator.needs.files.mount_access import MountDenied

_FAILS = "the mount fails with access denied by server, and tasks stop before their containers start"


class MountIsDenied(Check):
    id = "ECS236"
    lesson = 23
    title = "Task role may not mount the file system"
    symptom = (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: "
        "mount.nfs4: access denied by server"
    )
    why = (
        "With IAM a volume is mounted as the task role. Where the file system has a policy, that or a policy of the "
        "role has to allow elasticfilesystem:ClientMount; what no policy allows is denied."
    )
    fix = "Allow elasticfilesystem:ClientMount, and ClientWrite to write, in a policy of the task role."
    fault = MountDenied
    message = {
        variant: words.replace("the call fails with AccessDeniedException", _FAILS)
        for variant, words in _denied.MESSAGE.items()
    }
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "files"
    good = {
        "TaskDefinition.Volumes.0.EFSVolumeConfiguration.AuthorizationConfig": "{IAM: ENABLED}",
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskRole": task_role(
            "files", "[elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite]", "!GetAtt Files.Arn"
        ),
        "Files.FileSystemPolicy": """
            Version: '2012-10-17'
            Statement:
            - Effect: Deny
              Principal: {AWS: '*'}
              Action: '*'
              Condition: {Bool: {aws:SecureTransport: 'false'}}
""",
    }
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.0.Action": "elasticfilesystem:DescribeFileSystems"}
