"""Lesson 9: a made-up password with characters that RDS refuses."""

from __future__ import annotations

from generator.rules._example_data import STORING
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
"""
_EXCLUDED = "        ExcludePunctuation: true\n"
_MANAGED = "      ManageMasterUserPassword: true\n"
_DRAWN = '      MasterUserPassword: !Sub "{{resolve:secretsmanager:${Login}:SecretString:password}}"\n'


class PasswordRefused(LessonRule):
    id = "ECS098"
    lesson = 9
    title = "Password that is made up for a database may hold characters that RDS refuses"
    symptom = (
        "CREATE_FAILED: The parameter MasterUserPassword is not a valid password. Only printable ASCII characters "
        "besides '/', '@', '\"', ' ' may be used"
    )
    why = (
        "GenerateSecretString draws from all punctuation unless told otherwise. Of passwords of 32 characters two in "
        "three hold one that RDS refuses, so the same template works once and fails twice."
    )
    fix = 'Set ExcludePunctuation, or ExcludeCharacters with at least "@/ in it, in GenerateSecretString.'
    bad = STORING.replace(_MANAGED, _DRAWN) + _LOGIN
    good = bad + _EXCLUDED
