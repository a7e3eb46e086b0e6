"""Where the secret values of a service come from, and how ECS is told."""

from __future__ import annotations

from typing import Any

from troposphere import Ref, Sub

from generator.config import App, GeneratedSecret, SecretValue, Service, logical_id
from generator.config.secret_settings import Secret


def secret_values(service: Service, app: App, name: str) -> dict[str, SecretValue]:
    """Every injected variable, those of stores included, with the secret or parameter it comes from."""
    values = {key: value for store in sorted(service.uses) for key, value in app.provided[store].secrets.items()}
    values |= {key: _secret_value(secret, key, name) for key, secret in service.secrets.items()}
    return dict(sorted(values.items()))


def generated_secrets(service: Service, name: str) -> tuple[GeneratedSecret, ...]:
    """Ask for the secrets that the app itself makes."""
    return tuple(
        GeneratedSecret(_generated_name(name, key), f"{key} of {name}", length=secret.generate)
        for key, secret in sorted(service.secrets.items())
        if secret.generate
    )


def api_of(secret: SecretValue) -> str:
    """The AWS service that holds the value: ``secretsmanager`` or ``ssm``."""
    text = secret.arn.data["Fn::Sub"] if isinstance(secret.arn, Sub) else secret.arn
    return "ssm" if isinstance(text, str) and ":ssm:" in text else "secretsmanager"


def value_from(secret: SecretValue) -> Any:
    """Write the ``ValueFrom`` of a secret.

    The colons after the JSON key stay: version stage and id are left to their defaults. Source: ECS Developer Guide,
    "Pass Secrets Manager secrets through environment variables", read 2026-11.
    """
    if not secret.key:
        return secret.arn
    if isinstance(secret.arn, Ref):
        return Sub(f"${{{secret.arn.data['Ref']}}}:{secret.key}::")
    return f"{secret.arn}:{secret.key}::"


def _secret_value(secret: Secret, key: str, name: str) -> SecretValue:
    if secret.generate:
        return SecretValue(Ref(f"{_generated_name(name, key)}Arn"))
    if secret.parameter:
        path = secret.parameter.lstrip("/")
        return SecretValue(Sub(f"arn:${{AWS::Partition}}:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter/{path}"))
    return SecretValue(secret.arn, secret.key or "")


def _generated_name(name: str, key: str) -> str:
    return f"{logical_id(name)}{logical_id(key.lower())}Value"
