"""Does the role with which ECS starts its Managed Instances trust it? The instances themselves are not followed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.clusters import PROVIDER
from generator.ecs.tasks import Task, items
from generator.logic import Answer, all_of
from generator.needs.context import Context
from generator.needs.row import Need
from generator.needs.services.infrastructure_roles import role_serves
from generator.stack import Absent

_SETTING = "InfrastructureRoleArn"


def managed_instance_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each provider of Managed Instances that a service names.

    Source: ECS Developer Guide, "Amazon ECS infrastructure IAM role" (its principal is ecs.amazonaws.com); not looked
    up, 2026-11.
    """
    service = task.service
    for index, _ in items(service.get("CapacityProviderStrategy")) if service else ():
        named = service.get("CapacityProviderStrategy", index, "CapacityProvider") if service else Absent()
        provider = context.graph.target(named, PROVIDER)
        role = provider.get("ManagedInstancesProvider", _SETTING) if provider else Absent()
        if provider is not None and not isinstance(role, Absent):
            need = Need(f"role of {provider}", 18, "ECS starts instances with it")
            yield need, all_of(role_serves(context, task, role, f"{_SETTING} of {provider}", "start instances", ()))
