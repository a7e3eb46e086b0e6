"""Lesson 3: a policy that grants what a task needs, and is attached to no role."""

from __future__ import annotations

from generator.checks import _denied
from generator.checks.check import Check
from generator.needs.permissions.permissions import PolicyUnattached
from generator.remedy import AddRefs


class PolicyAttachedToNothing(Check):
    id = "ECS030"
    lesson = 3
    title = "Policy grants what a task needs, but is attached to no role"
    symptom = (
        "ResourceInitializationError: unable to retrieve secret from asm: AccessDeniedException ... is not authorized "
        "to perform: secretsmanager:GetSecretValue ... because no identity-based policy allows the action"
    )
    why = "A managed policy has no effect until it is attached: by ManagedPolicyArns of the role, or by its own Roles."
    fix = "Name the execution role under Roles of the policy, or the policy under ManagedPolicyArns of the role."
    fault = PolicyUnattached
    message = _denied.MESSAGE
    change = _denied.CHANGE
    remedy = {"unattached": AddRefs("Roles", ("{role}",))}
    base = "injected"
    good = {
        "ExecutionRole.Policies": None,
        "ReadSecret": """
            Type: AWS::IAM::ManagedPolicy
            Properties:
              Roles:
              - !Ref ExecutionRole
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: secretsmanager:GetSecretValue
                  Resource: !Ref Secret
""",
        "Service.DependsOn.1": "ReadSecret",
    }
    bad = {
        "ReadSecret.Roles": None,
    }
