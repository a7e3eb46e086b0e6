"""Lesson 2: a log group with a customer key that CloudWatch Logs may not use."""

from __future__ import annotations

from generator.checks.check import Check


class LogKeyLocked(Check):
    id = "ECS022"
    lesson = 2
    title = "CloudWatch Logs may not use the key of a log group"
    symptom = (
        "CREATE_FAILED: The specified KMS key does not exist or is not allowed to be used with LogGroup "
        "'arn:aws:logs:...'"
    )
    why = (
        "CloudWatch Logs encrypts as itself, and only the key's own policy can let it: what the account's roles may "
        "do does not count, and the default key policy admits no service."
    )
    fix = "Add a statement for Principal Service logs.<region>.amazonaws.com to the KeyPolicy."
    base = "nat"
    good = {
        "Key": """
            Type: AWS::KMS::Key
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
            Properties:
              KeyPolicy:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal:
                    AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'
                  Action: kms:*
                  Resource: '*'
                - Effect: Allow
                  Principal:
                    Service: !Sub 'logs.${AWS::Region}.amazonaws.com'
                  Action:
                  - kms:Encrypt
                  - kms:Decrypt
                  - kms:ReEncrypt*
                  - kms:GenerateDataKey*
                  - kms:DescribeKey
                  Resource: '*'
""",
        "LogGroup.KmsKeyId": "!GetAtt Key.Arn",
    }
    bad = {
        "Key.KeyPolicy.Statement.1": None,
    }
