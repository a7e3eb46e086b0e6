"""How a service is deployed: who does it, by which strategy, and what moves requests from the old tasks to the new."""

from __future__ import annotations

from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.stack import Absent, Resource, Value

SHIFTING = ("BLUE_GREEN", "LINEAR", "CANARY")
"""The strategies that run new tasks beside the old and then move requests. Source: ECS API Reference,
DeploymentConfiguration, strategy; read 2026-11."""
STRATEGY = ("DeploymentConfiguration", "Strategy")
CONTROLLER = ("DeploymentController", "Type")


def controller(service: Resource) -> str | None:
    """``ECS``, ``CODE_DEPLOY`` or ``EXTERNAL``; None when it is not known."""
    value = service.get(*CONTROLLER)
    return "ECS" if isinstance(value, Absent) else literal(value)


def strategy(service: Resource) -> str | None:
    """``ROLLING``, or one of those that move requests; None when it is not known."""
    value = service.get(*STRATEGY)
    return "ROLLING" if isinstance(value, Absent) else literal(value)


def shifts_requests(service: Resource) -> bool:
    """Tell whether deployments of a service certainly move requests from one set of tasks to another."""
    return strategy(service) in SHIFTING


def advanced(task: Task, index: int, key: str) -> Value:
    """A part of the AdvancedConfiguration of one of the LoadBalancers of a service."""
    return task.service.get("LoadBalancers", index, "AdvancedConfiguration", key) if task.service else Absent()
