"""A role for tasks with one policy: what examples are made of."""

from __future__ import annotations

_ROLE = """
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
        - {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: sts:AssumeRole}
      Policies:
      - PolicyName: %s
        PolicyDocument:
          Version: '2012-10-17'
          Statement:
          - {Effect: Allow, Action: %s, Resource: %s}
"""


def task_role(policy: str, actions: str, resource: str) -> str:
    """The role as YAML; ``actions`` is one, or a list in brackets, and ``resource`` a value."""
    return _ROLE % (policy, actions, resource)
