"""Ours: a key of KMS that is off, or decrypts nothing."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.permissions.keys import KeyUnusable
from generator.remedy import LeaveOut


class UnusableKey(Check):
    id = "ECS201"
    lesson = 20
    title = "Key that tasks need is off, or is none that decrypts"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth ... KMS: DisabledException (or "
        "KMSInvalidStateException: ... is pending import)"
    )
    why = (
        "Secrets Manager, ECR and S3 decrypt with the key in the name of the tasks. That takes a symmetric key that is "
        "enabled and has key material: with Origin EXTERNAL it has none until somebody imports some."
    )
    fix = "Leave Enabled, KeySpec, KeyUsage and Origin out: the defaults are a key that encrypts and decrypts."
    fault = KeyUnusable
    message = (
        "{setting} of {resource} is {value}, so that it does not decrypt what ECS needs to {why} for {task}; tasks do "
        "not start"
    )
    change = "{setting}: leave it out"
    remedy = LeaveOut("{setting}")
    base = "injected"
    good = {
        "Key": """
            Type: AWS::KMS::Key
            DeletionPolicy: Delete
            UpdateReplacePolicy: Delete
            Properties:
              EnableKeyRotation: true
""",
        "Secret.KmsKeyId": "!GetAtt Key.Arn",
        "ExecutionRole.Policies.0.PolicyDocument.Statement.1": """
            Effect: Allow
            Action: kms:Decrypt
            Resource: !GetAtt Key.Arn
""",
    }
    bad = {
        "Key.Enabled": "false",
    }
