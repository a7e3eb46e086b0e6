"""A file system whose policy does not let a volume be mounted without a role."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.files.mount_access import MountNotForAnybody

_FAILS = ": access denied by server, and tasks of {task} stop before their containers start"


class FileSystemAdmitsNobody(Check):
    id = "ECS238"
    lesson = 23
    title = "Policy of a file system does not let tasks mount it"
    symptom = (
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: "
        "mount.nfs4: access denied by server"
    )
    why = (
        "Without a policy, everybody mounts a file system who gets to it. With one, only what it allows counts: a "
        "volume that is mounted without IAM shows no role, and one without TransitEncryption is not "
        "aws:SecureTransport. ClientWrite and ClientRootAccess do not include ClientMount."
    )
    fix = "Mount with TransitEncryption and IAM as a task role that may, or allow elasticfilesystem:ClientMount to all."
    fault = MountNotForAnybody
    message = {
        "plaintext": (
            "{file_system} is to be mounted over TLS only, and TransitEncryption of {volume} is not ENABLED "
            "({because})" + _FAILS
        ),
        "identity": (
            "the policy of {file_system} does not let everybody mount it, and {volume} is mounted without IAM "
            "({because})" + _FAILS
        ),
    }
    change = {
        "plaintext": "TransitEncryption of {volume}: ENABLED",
        "identity": "AuthorizationConfig of {volume}: IAM ENABLED; or FileSystemPolicy: allow ClientMount to *",
    }
    base = "files"
    good = {
        "Files.FileSystemPolicy": """
            Version: '2012-10-17'
            Statement:
            - Effect: Allow
              Principal: {AWS: '*'}
              Action: [elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite]
              Condition: {Bool: {elasticfilesystem:AccessedViaMountTarget: 'true'}}
""",
    }
    bad = {"Files.FileSystemPolicy.Statement.0.Action": "[elasticfilesystem:ClientWrite]"}
