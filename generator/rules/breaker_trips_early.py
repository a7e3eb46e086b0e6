"""Ours: tasks that are sure to fail at first, counted by a circuit breaker."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SECRET_TASK, SERVICE, VPC, template
from generator.rules._example_data import DATABASE, PARAMETERS
from generator.rules._example_traffic import SECOND_SUBNET, configured
from generator.rules._rule import LessonRule

_BREAKER = "      DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: true}}\n"
_MANAGED = "      MasterUsername: app\n      ManageMasterUserPassword: true\n"
_LOGIN = """\
      DBInstanceIdentifier: app
      MasterUsername: !Sub "{{resolve:secretsmanager:${Secret}:SecretString:username}}"
      MasterUserPassword: !Sub "{{resolve:secretsmanager:${Secret}:SecretString:password}}"
"""
_ATTACHMENT = """\
  Attachment:
    Type: AWS::SecretsManager::SecretTargetAttachment
    Properties: {SecretId: !Ref Secret, TargetType: AWS::RDS::DBInstance, TargetId: !Ref Database}
"""
_POLICY = """\
      Policies:
        - PolicyName: secrets
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: !Ref Secret}
"""
_TASK = SECRET_TASK.replace(
    "GenerateSecretString: {}",
    "GenerateSecretString: {ExcludePunctuation: true, GenerateStringKey: password, "
    """SecretStringTemplate: '{"username": "app"}'}""",
).replace("{Name: API_KEY, ValueFrom: !Ref Secret}", '{Name: PGHOST, ValueFrom: !Sub "${Secret}:host::"}')


class BreakerTripsEarly(LessonRule):
    id = "ECS121"
    lesson = 12
    title = "Circuit breaker gives up before what tasks need is created"
    symptom = "CREATE_FAILED: Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'"
    why = (
        "CloudFormation creates side by side what does not refer to each other: the service, and the policy or "
        "attachment without which its tasks stop as soon as they ask. ECS would try again, but the circuit breaker "
        "counts the failed tasks, and ends the deployment after as few as three: long before a database is there, "
        "for which the attachment waits."
    )
    fix = "Add what the message names to DependsOn of the service, or of the nested stack that it is in."
    bad = template(
        VPC, SECOND_SUBNET, NAT, PARAMETERS, DATABASE.replace(_MANAGED, _LOGIN), _ATTACHMENT, ROLE + _POLICY, _TASK,
        configured(_BREAKER, SERVICE),
    )  # fmt: skip
    good = bad.replace("DependsOn: [DefaultRoute]", "DependsOn: [DefaultRoute, Attachment]")
