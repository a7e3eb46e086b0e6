"""Ours: a password that is rotated, and tasks that keep the old one."""

from __future__ import annotations

from generator.checks.check import Check


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
