"""Ours: a password that is rotated, and tasks that keep the old one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.secrets.rotation import rotated
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.secrets.secrets import Injected, injected
from generator.ecs.services.redeployments import redeploys
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Reference

_LOGIN = ("", "password", "username")
"""Keys of a secret that a rotation changes; empty for the whole of it."""
_THEN = "after a rotation running tasks keep the old password, and new connections fail (28P01, access denied)"


class RotationUnnoticed(Check):
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
    message = {
        "schedule": "{name} of {container} is read when a task of {task} starts, and {rotates} rotates it; " + _THEN,
        "database": "{name} of {container} is read when a task of {task} starts, and RDS rotates the password of "
        "{rotates}, every 7 days by default; " + _THEN,
    }
    change = "an AWS::Events::Rule on the rotation that forces a new deployment; or let the app read the secret"
    base = "database"
    good = {
        "TaskRole": """
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal:
                    Service: ecs-tasks.amazonaws.com
                  Action: sts:AssumeRole
              Policies:
              - PolicyName: login
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                  - Effect: Allow
                    Action: secretsmanager:GetSecretValue
                    Resource: !GetAtt Database.MasterUserSecret.SecretArn
""",
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskDefinition.ContainerDefinitions.0.Environment.2": """
            Name: LOGIN_ARN
            Value: !GetAtt 'Database.MasterUserSecret.SecretArn'
""",
    }
    bad = {
        "TaskRole": None,
        "ExecutionRole.Policies": """
            - PolicyName: login
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: secretsmanager:GetSecretValue
                  Resource: !GetAtt Database.MasterUserSecret.SecretArn
""",
        "TaskDefinition.TaskRoleArn": None,
        "TaskDefinition.ContainerDefinitions.0.Environment.2": None,
        "TaskDefinition.ContainerDefinitions.0.Secrets": """
            - Name: PGPASSWORD
              ValueFrom: !Sub '${Database.MasterUserSecret.SecretArn}:password::'
""",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        graph = context.graph
        if redeploys(graph):
            return
        rotating = rotated(graph)
        for task in context.tasks:
            if task.service is None or task.definition is None or not graph.closed(task.service):
                continue
            for container in task.containers:
                for secret in injected(graph, container):
                    rotates = rotating.get(_path(secret))
                    if rotates is None or secret.key not in _LOGIN or "Secrets" not in secret.steps:
                        continue
                    yield self.at(
                        task.definition,
                        *secret.steps,
                        tasks=(task.name,),
                        variant="database" if rotates.type in DATABASES else "schedule",
                        name=secret.name,
                        container=container.name,
                        task=task.name,
                        rotates=rotates,
                    )


def _path(secret: Injected) -> str:
    """The path of what holds the login: a secret, or the database that RDS makes it for."""
    if secret.resource is not None:
        return secret.resource.path
    return secret.arn.resource if isinstance(secret.arn, Reference) else ""
