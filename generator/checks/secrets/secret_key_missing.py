"""Lesson 3: a JSON key of a secret that the secret does not have."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.secret_keys import KeyNotInSecret


class SecretKeyMissing(Check):
    id = "ECS034"
    lesson = 3
    title = "Secret does not have the JSON key that is injected"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth: ... unable to retrieve secret from "
        "asm: ... retrieved secret from Secrets Manager did not contain json key ..."
    )
    why = (
        "What follows the ARN in ValueFrom names one key of the JSON in the secret, and case counts. A secret has "
        "the keys of its SecretString, or of SecretStringTemplate and GenerateStringKey; host, port and dbname come "
        "only with an attachment to a database. The secret that RDS manages has username and password, and nothing "
        "else."
    )
    fix = "Name a key that the secret has, add the key to the secret, or attach the secret to its database."
    fault = KeyNotInSecret
    message = (
        "{name} of {container} takes the key {key} of a secret that has {has} ({because}); tasks of {task} stop with "
        "retrieved secret did not contain json key {key}"
    )
    change = {
        "misspelt": "ValueFrom: the key {close}",
        "managed": "Environment: {name} from Fn::GetAtt {database} (Endpoint.Address, Endpoint.Port) instead",
        "missing": "add {key} to the secret, or an AWS::SecretsManager::SecretTargetAttachment that writes it",
    }
    base = "injected"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom": "!Sub '${Secret}:password::'",
    }
