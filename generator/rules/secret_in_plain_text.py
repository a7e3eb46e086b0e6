"""Ours: a secret among the variables of a task definition."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SECRET_TASK, SERVICE, VPC, template
from generator.rules._example_data import with_environment
from generator.rules._rule import LessonRule

_READ = """\
  ReadSecret:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: secrets
      Roles: [!Ref ExecutionRole]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: !Ref Secret}
"""


class SecretInPlainText(LessonRule):
    id = "WCS150"
    lesson = 15
    title = "Secret is written in plain text in the task definition"
    symptom = "None, until somebody reads it: in the repository, in the console, or by ecs:DescribeTaskDefinition"
    why = (
        "Variables are stored as they are in every revision of the task definition, and read-only access shows "
        "them. A value that has been committed is known, and has to be changed."
    )
    fix = "Inject it under Secrets from Secrets Manager or Parameter Store, and change the value."
    good = template(VPC, NAT, ROLE, _READ, SECRET_TASK, SERVICE)
    bad = template(VPC, NAT, ROLE, with_environment("API_KEY: k7-example-3nq"), SERVICE)
