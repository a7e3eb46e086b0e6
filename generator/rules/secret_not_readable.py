"""Lesson 3: the execution role may not do what ECS does in its name."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SECRET_TASK, SERVICE, VPC, template
from generator.rules._rule import LessonRule

_POLICY = """\
      Policies:
        - PolicyName: secrets
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: !Ref Secret}
"""


class SecretNotReadable(LessonRule):
    id = "ECS031"
    lesson = 3
    title = "Execution role does not allow what ECS does for the task"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth ... AccessDeniedException ... is not "
        "authorized to perform: secretsmanager:GetSecretValue (ssm:GetParameters, kms:Decrypt, ecr:BatchGetImage, ...)"
    )
    why = (
        "ECS reads secrets, decrypts them, pulls the image and writes the log as the execution role. "
        "AmazonECSTaskExecutionRolePolicy covers image and log, and no secret at all."
    )
    fix = "Allow the action on exactly that secret, parameter, key or repository in a policy of the execution role."
    bad = template(VPC, NAT, ROLE, SECRET_TASK, SERVICE)
    good = bad.replace(ROLE, ROLE + _POLICY)
