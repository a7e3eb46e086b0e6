"""Lesson 3: a policy that grants what a task needs, and that nobody carries."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SECRET_TASK, SERVICE, VPC, template
from generator.rules._rule import LessonRule

_POLICY = """\
  ReadSecret:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: !Ref Secret}
"""


class PolicyAttachedToNothing(LessonRule):
    id = "ECS030"
    lesson = 3
    title = "Policy grants what a task needs, but is attached to nothing"
    symptom = (
        "ResourceInitializationError: unable to retrieve secret from asm: AccessDeniedException ... is not authorized "
        "to perform: secretsmanager:GetSecretValue ... because no identity-based policy allows the action"
    )
    why = "Creating a managed policy gives nobody anything. It has to be listed in the role, or list the role."
    fix = "Name the execution role under Roles of the policy, or the policy under ManagedPolicyArns of the role."
    bad = template(VPC, NAT, ROLE, _POLICY, SECRET_TASK, SERVICE)
    good = bad.replace(
        "    Properties:\n      PolicyDocument:",
        "    Properties:\n      Roles: [!Ref ExecutionRole]\n      PolicyDocument:",
    )
