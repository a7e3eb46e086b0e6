"""FireLens: the containers whose output goes to a log router, and the container that is the router."""

from __future__ import annotations

from generator.ecs.tasks import Container, Task
from generator.stack import Absent, Literal

ROUTED = "awsfirelens"


def routed(task: Task) -> tuple[Container, ...]:
    """The containers that certainly hand their output to a router."""
    return tuple(each for each in task.containers if each.get("LogConfiguration", "LogDriver") == Literal(ROUTED))


def routers(task: Task) -> tuple[Container, ...]:
    """The containers that are, or may be, the router."""
    return tuple(each for each in task.containers if not isinstance(each.get("FirelensConfiguration"), Absent))
