"""Ours: a database that is replaced under tasks that know its address from a secret."""

from __future__ import annotations

from generator.rules._example import NAT, ROLE, SERVICE, VPC, template
from generator.rules._example_data import DATABASE, PARAMETERS, with_environment
from generator.rules._example_traffic import SECOND_SUBNET
from generator.rules._rule import LessonRule

_LOGIN = """\
  Login:
    Type: AWS::SecretsManager::Secret
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      GenerateSecretString:
        SecretStringTemplate: '{"username": "app"}'
        GenerateStringKey: password
        ExcludePunctuation: true
  LoginAttachment:
    Type: AWS::SecretsManager::SecretTargetAttachment
    Properties: {SecretId: !Ref Login, TargetId: !Ref Database, TargetType: "AWS::RDS::DBInstance"}
"""
_POLICY = """\
      Policies:
        - PolicyName: login
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: !Ref Login}
"""
_OWN_PASSWORD = DATABASE.replace(
    "ManageMasterUserPassword: true",
    'MasterUserPassword: !Sub "{{resolve:secretsmanager:${Login}:SecretString:password}}"',
)
_ADDRESS = "            - {Name: PGHOST, Value: !GetAtt Database.Endpoint.Address}\n"
_TOLD = with_environment("PGHOST: !GetAtt Database.Endpoint.Address", "PGSSLMODE: verify-full").replace(
    "          LogConfiguration:",
    "          Secrets:\n"
    '            - {Name: PGPASSWORD, ValueFrom: !Sub "${Login}:password::"}\n'
    "          LogConfiguration:",
)


class DatabaseReplacedUnnoticed(LessonRule):
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
    good = template(VPC, SECOND_SUBNET, NAT, PARAMETERS, _OWN_PASSWORD, _LOGIN, ROLE + _POLICY, _TOLD, SERVICE).replace(
        "DependsOn: [DefaultRoute]", "DependsOn: [DefaultRoute, LoginAttachment]"
    )
    bad = good.replace(_ADDRESS, "").replace(
        '            - {Name: PGPASSWORD, ValueFrom: !Sub "${Login}:password::"}\n',
        '            - {Name: PGHOST, ValueFrom: !Sub "${Login}:host::"}\n'
        '            - {Name: PGPASSWORD, ValueFrom: !Sub "${Login}:password::"}\n',
    )
