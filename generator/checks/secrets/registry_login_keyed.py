"""Ours: the login of a registry with a JSON key behind it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.secret_values import CredentialsKeyed


class RegistryLoginKeyed(Check):
    id = "ECS036"
    lesson = 3
    title = "CredentialsParameter has a JSON key behind the secret"
    symptom = (
        "CannotPullContainerError, or ResourceInitializationError: unable to pull secrets or registry auth: ... "
        "Secrets Manager can't find the specified secret"
    )
    why = (
        "CredentialsParameter takes the ARN or the name of a secret, and takes username and password of it by "
        "itself. Keys behind the ARN are for Secrets and SecretOptions only."
    )
    fix = "Name the secret alone, and give it the keys username and password."
    fault = CredentialsKeyed
    message = (
        "CredentialsParameter of {container} has :{key} behind the secret, but takes the secret alone; ECS asks for a "
        "secret of that whole name, finds none, and tasks of {task} do not start"
    )
    change = "CredentialsParameter: the ARN of the secret, and nothing behind it"
    base = "injected"
    good = {
        "Secret.GenerateSecretString.SecretStringTemplate": """'{"username": "robot"}'""",
        "Secret.GenerateSecretString.GenerateStringKey": "password",
        "TaskDefinition.ContainerDefinitions.0.Secrets": None,
        "TaskDefinition.ContainerDefinitions.0.Image": "docker.io/acme/shop:3.1",
        "TaskDefinition.ContainerDefinitions.0.RepositoryCredentials": "{CredentialsParameter: !Ref Secret}",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.RepositoryCredentials": (
            "{CredentialsParameter: !Sub '${Secret}:password::'}"
        ),
    }
