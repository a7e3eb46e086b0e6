"""Does the role with which ECS starts its Managed Instances trust it? The instances themselves are not followed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.clusters import PROVIDER
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth
from generator.needs.context import Context
from generator.needs.services.infrastructure_roles import role_serves
from generator.stack import Absent

_SETTING = "InfrastructureRoleArn"


def managed_roles(context: Context, task: Task) -> Iterator[Answer]:
    """Say what is wrong with the infrastructure roles of the providers that a service names.

    Source: ECS Developer Guide, "Amazon ECS infrastructure IAM role" (its principal is ecs.amazonaws.com); not looked
    up, 2026-11.
    """
    service = task.service
    for index, _ in items(service.get("CapacityProviderStrategy")) if service else ():
        named = service.get("CapacityProviderStrategy", index, "CapacityProvider") if service else Absent()
        provider = context.graph.target(named, PROVIDER)
        role = provider.get("ManagedInstancesProvider", _SETTING) if provider else Absent()
        if provider is not None and not isinstance(role, Absent):
            setting = f"{_SETTING} of {provider}"
            answers = role_serves(context, task, role, setting, "start instances", ())
            yield from (each for each in answers if each.verdict is Truth.NO)
