"""Ours: a password that is rotated, and tasks that keep the old one."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, VPC, template
from generator.rules._example_data import CLIENT, DATABASE, PARAMETERS, with_environment
from generator.rules._example_traffic import SECOND_SUBNET
from generator.rules._rule import LessonRule

_ARN = "!GetAtt Database.MasterUserSecret.SecretArn"
_POLICY = f"""\
      Policies:
        - PolicyName: login
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {{Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: {_ARN}}}
"""
_MANAGED = ROLE[ROLE.index("      ManagedPolicyArns:") :]
_INJECTED = CLIENT.replace(
    "          LogConfiguration:",
    "          Secrets:\n"
    '            - {Name: PGPASSWORD, ValueFrom: !Sub "${Database.MasterUserSecret.SecretArn}:password::"}\n'
    "          LogConfiguration:",
)
_READ = with_environment(
    "PGHOST: !GetAtt Database.Endpoint.Address", "PGSSLMODE: verify-full", f"LOGIN_ARN: {_ARN}"
).replace("      ContainerDefinitions:", "      TaskRoleArn: !GetAtt TaskRole.Arn\n      ContainerDefinitions:")


class RotationUnnoticed(LessonRule):
    id = "WCS170"
    lesson = 17
    title = "Running tasks do not notice that the password is rotated"
    symptom = (
        "password authentication failed for user ... (28P01), or Access denied for user ..., days after a "
        "deployment that worked"
    )
    why = (
        "ECS reads a secret once, when a task starts. A rotation changes the password of the database under running "
        "tasks; open connections stay, new ones fail. RDS rotates the passwords it manages every 7 days."
    )
    fix = (
        "Let the application read the secret when it connects; or force a new deployment after each rotation, by an "
        "EventBridge rule; or rotate between two users."
    )
    good = template(
        VPC,
        SECOND_SUBNET,
        NAT,
        PARAMETERS,
        DATABASE,
        ROLE,
        ROLE.replace("ExecutionRole:", "TaskRole:").replace(_MANAGED, _POLICY),
        _READ,
        SERVICE,
    )
    bad = template(VPC, SECOND_SUBNET, NAT, PARAMETERS, DATABASE, ROLE + _POLICY, _INJECTED, SERVICE)
