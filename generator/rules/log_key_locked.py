"""Lesson 2: a log group with a customer key that CloudWatch Logs may not use."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, TASK, VPC, template
from generator.rules._rule import LessonRule

_KEY = """\
  Key:
    Type: AWS::KMS::Key
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}
            Action: kms:*
            Resource: "*"
"""
_LOGS = """\
          - Effect: Allow
            Principal: {Service: !Sub "logs.${AWS::Region}.amazonaws.com"}
            Action: [kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:DescribeKey]
            Resource: "*"
"""
_ENCRYPTED = TASK.replace("RetentionInDays: 30}", "RetentionInDays: 30, KmsKeyId: !GetAtt Key.Arn}")


class LogKeyLocked(LessonRule):
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
    bad = template(VPC, NAT, ROLE, _KEY, _ENCRYPTED, SERVICE)
    good = template(VPC, NAT, ROLE, _KEY + _LOGS, _ENCRYPTED, SERVICE)
