"""Ours: a database that is replaced under tasks that know its address from a secret."""

from __future__ import annotations

from generator.checks.check import Check


class DatabaseReplacedUnnoticed(Check):
    id = "WCS152"
    lesson = 15
    title = "Running tasks do not notice that their database is replaced"
    symptom = (
        "UPDATE_COMPLETE, and the tasks that ran before go on with the old database, until it is deleted: ENOTFOUND, "
        "could not translate host name. Tasks that start later use the new one."
    )
    why = (
        "ECS reads secrets and parameters when a task starts and never again, and a service deploys when its task "
        "definition changes. An update that replaces the database writes its new address into the secret alone."
    )
    fix = (
        "Put the address into the task definition, as a variable with !GetAtt Database.Endpoint.Address, and leave "
        "the login in the secret; or give the database a name of its own, which CloudFormation does not replace."
    )
    base = "database"
    good = {
        "Database.ManageMasterUserPassword": None,
        "Database.MasterUserPassword": "!Sub '{{resolve:secretsmanager:${Login}:SecretString:password}}'",
        "Login": """
            Type: AWS::SecretsManager::Secret
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
            Properties:
              GenerateSecretString:
                SecretStringTemplate: '{"username": "app"}'
                GenerateStringKey: password
                ExcludePunctuation: true
""",
        "LoginAttachment": """
            Type: AWS::SecretsManager::SecretTargetAttachment
            Properties:
              SecretId: !Ref Login
              TargetId: !Ref Database
              TargetType: AWS::RDS::DBInstance
""",
        "ExecutionRole.Policies": """
            - PolicyName: login
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: secretsmanager:GetSecretValue
                  Resource: !Ref Login
""",
        "TaskDefinition.ContainerDefinitions.0.Secrets": """
            - Name: PGPASSWORD
              ValueFrom: !Sub '${Login}:password::'
""",
        "Service.DependsOn.1": "LoginAttachment",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: PGSSLMODE, Value: verify-full}]",
        "TaskDefinition.ContainerDefinitions.0.Secrets": """
            - Name: PGHOST
              ValueFrom: !Sub '${Login}:host::'
            - Name: PGPASSWORD
              ValueFrom: !Sub '${Login}:password::'
""",
    }
