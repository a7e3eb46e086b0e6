"""Ours: a secret among the variables of a task definition."""

from __future__ import annotations

from generator.checks.check import Check


class SecretInPlainText(Check):
    id = "WCS150"
    lesson = 15
    title = "Secret is written in plain text in the task definition"
    symptom = "None, until somebody reads it: in the repository, in the console, or by ecs:DescribeTaskDefinition"
    why = (
        "Variables are stored as they are in every revision of the task definition, and read-only access shows "
        "them. A value that has been committed is known, and has to be changed."
    )
    fix = "Inject it under Secrets from Secrets Manager or Parameter Store, and change the value."
    base = "nat"
    good = {
        "ReadSecret": """
            Type: AWS::IAM::Policy
            Properties:
              PolicyName: secrets
              Roles:
              - !Ref ExecutionRole
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Action: secretsmanager:GetSecretValue
                  Resource: !Ref Secret
""",
        "Secret": """
            Type: AWS::SecretsManager::Secret
            DeletionPolicy: Delete
            UpdateReplacePolicy: Delete
            Properties:
              GenerateSecretString: {}
""",
        "TaskDefinition.ContainerDefinitions.0.Secrets": "[{Name: API_KEY, ValueFrom: !Ref Secret}]",
        "Service.DependsOn.1": "ReadSecret",
    }
    bad = {
        "ReadSecret": None,
        "Secret": None,
        "TaskDefinition.ContainerDefinitions.0.Secrets": None,
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: API_KEY, Value: k7-example-3nq}]",
        "Service.DependsOn.1": None,
    }
