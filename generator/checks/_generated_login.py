"""A login that Secrets Manager makes, and a database that takes its password: what examples are made of."""

from __future__ import annotations

from generator.checks.examples import Edits

LOGIN: Edits = {
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
"""The secret alone."""
OF_DATABASE: Edits = {
    "Database.ManageMasterUserPassword": None,
    "Database.MasterUserPassword": "!Sub '{{resolve:secretsmanager:${Login}:SecretString:password}}'",
    **LOGIN,
}
"""The secret, whose password the database takes."""
