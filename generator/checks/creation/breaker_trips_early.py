"""Tasks that are sure to fail at first, counted by a circuit breaker."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.creation import _late_needs
from generator.checks.creation._late_needs import late_needs
from generator.finding import Finding
from generator.needs.context import Context


class BreakerTripsEarly(Check):
    id = "ECS121"
    lesson = 12
    title = "Circuit breaker gives up before what tasks need is created"
    symptom = "CREATE_FAILED: Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'"
    why = (
        "CloudFormation creates resources in parallel when neither refers to the other: here the service, and the "
        "policy or attachment without which its tasks stop at once. ECS would try again, but the deployment circuit "
        "breaker counts the failed tasks and fails the deployment after as few as three: long before the database "
        "exists, for which the attachment waits."
    )
    fix = "Add what the message names to DependsOn of the service, or of the nested stack that it is in."
    message = (
        "{service} may be created before {needed}: until then {failures}. The deployment circuit breaker counts "
        "these tasks and fails the deployment, and the stack is rolled back"
    )
    change = _late_needs.CHANGE
    remedy = _late_needs.REMEDY
    base = "database"
    good = {
        "Database.ManageMasterUserPassword": None,
        "Database.DBInstanceIdentifier": "app",
        "Database.MasterUsername": "!Sub '{{resolve:secretsmanager:${Secret}:SecretString:username}}'",
        "Database.MasterUserPassword": "!Sub '{{resolve:secretsmanager:${Secret}:SecretString:password}}'",
        "Attachment": """
            Type: AWS::SecretsManager::SecretTargetAttachment
            Properties:
              SecretId: !Ref Secret
              TargetType: AWS::RDS::DBInstance
              TargetId: !Ref Database
""",
        "ExecutionRole.Policies": """
            - PolicyName: secrets
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
              GenerateSecretString:
                ExcludePunctuation: true
                GenerateStringKey: password
                SecretStringTemplate: '{"username": "app"}'
""",
        "TaskDefinition.ContainerDefinitions.0.Environment": None,
        "TaskDefinition.ContainerDefinitions.0.Secrets": """
            - Name: PGHOST
              ValueFrom: !Sub '${Secret}:host::'
""",
        "Service.DependsOn.1": "Attachment",
        "Service.DeploymentConfiguration": "{DeploymentCircuitBreaker: {Enable: true, Rollback: true}}",
    }
    bad = {
        "Service.DependsOn.1": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services whose circuit breaker does not wait as long as their tasks have to."""
        for late in late_needs(context):
            if late.fatal:
                yield self.at(late.place, tasks=(late.task,), variant="", **late.words)
