"""Lesson 9: a made-up password with characters that RDS refuses."""

from __future__ import annotations

from generator.checks.check import Check


class PasswordRefused(Check):
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
    }
    bad = {
        "Login.GenerateSecretString.ExcludePunctuation": None,
    }
