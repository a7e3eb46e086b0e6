"""Secrets Manager: what a reference to a secret is, and two resource types that the simulator refuses."""

from __future__ import annotations

import json
from typing import Any

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners

from generator.rehearsal.gaps.types import Made, checked, teach


def secret_is_known_by_its_arn() -> None:
    """Simulator: ``Ref`` is the name. AWS: ``Ref`` is the ARN (AWS::SecretsManager::Secret, "Return values")."""
    stock = dict(provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"])

    def named(physical_id: str) -> str:
        name, _ = secretsmanager._resolve(physical_id)
        return name or physical_id

    def create(logical_id: str, properties: dict[str, Any], stack_name: str) -> Made:
        _, attributes = stock["create"](logical_id, properties, stack_name)
        return attributes["Arn"], attributes

    def update(physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str, logical_id: str) -> Made:
        _, attributes = stock["update"](named(physical_id), old, new, stack_name, logical_id)
        return attributes["Arn"], attributes

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        stock["delete"](named(physical_id), properties)

    provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"] = {
        **stock, "create": create, "update": update, "delete": delete
    }  # fmt: skip


def resource_policy() -> None:
    """Simulator: unrecognized type, though its API has policies. AWS: ``Ref`` is the secret's ARN."""

    def put(properties: dict[str, Any]) -> Made:
        policy = properties["ResourcePolicy"]
        text = policy if isinstance(policy, str) else json.dumps(policy)
        request = {"SecretId": properties["SecretId"], "ResourcePolicy": text}
        checked(secretsmanager._put_resource_policy(request))
        return secretsmanager._resolve(properties["SecretId"])[1]["ARN"], {"Id": properties["SecretId"]}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        secretsmanager._resource_policies.pop(physical_id, None)

    teach("AWS::SecretsManager::ResourcePolicy", put, delete, lambda physical_id, new: put(new))


def rotation_schedule() -> None:
    """Simulator: unrecognized type. AWS: ``Ref`` is the secret's ARN, and DescribeSecret tells of the rotation."""

    def put(properties: dict[str, Any]) -> Made:
        _, secret = secretsmanager._resolve(properties["SecretId"])
        if secret is None:
            raise ValueError("Secrets Manager can't find the specified secret.")
        hosted = properties.get("HostedRotationLambda")
        function = properties.get("RotationLambdaARN") or (f"hosted:{hosted['RotationType']}" if hosted else None)
        secret.update(RotationEnabled=True, RotationLambdaARN=function, RotationRules=properties.get("RotationRules"))
        return secret["ARN"], {"Id": secret["ARN"]}

    def delete(physical_id: str, properties: dict[str, Any]) -> None:
        _, secret = secretsmanager._resolve(physical_id)
        if secret is not None:
            secret.update(RotationEnabled=False, RotationLambdaARN=None, RotationRules=None)

    teach("AWS::SecretsManager::RotationSchedule", put, delete, lambda physical_id, new: put(new))
