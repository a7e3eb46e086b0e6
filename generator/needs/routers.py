"""Does a task whose containers log through FireLens have the router that takes their output?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.log_routers import ROUTED, routed, routers
from generator.ecs.tasks import Task, keys_of
from generator.ecs.texts import literal
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.stack import Absent, Mapping

_PLAIN = ("enable-ecs-log-metadata",)


@dataclass(frozen=True)
class LogRouterMissing(Fault):
    """A container logs through FireLens, and no container of its task is a router."""

    container: str


def router_answers(task: Task) -> Iterator[Answer]:
    """Answer for what stands in the way of logging through FireLens.

    Source: ecs-deploy #164 (the ClientException of RegisterTaskDefinition without a router); ECS Developer Guide, "Send
    Amazon ECS logs to an AWS service or AWS Partner", and ECS API Reference, FirelensConfiguration; read 2026-11.
    """
    users, found = routed(task), routers(task)
    if users and not found:
        first = users[0]
        steps = (*first.steps, "LogConfiguration", "LogDriver")
        yield no(LogRouterMissing(first.definition, steps, (task.name,), first.name))
    if len(found) > 1:
        yield unknown(f"{' and '.join(each.name for each in found)} are both log routers, and a task is to have one")
    for router in found:
        settings = router.get("FirelensConfiguration")
        options = router.get("FirelensConfiguration", "Options")
        if not isinstance(settings, Mapping) or not isinstance(options, Absent | Mapping):
            yield unknown(f"whether {router.name} is a log router, and with which settings, is not known here")
        elif any(key not in _PLAIN for key in keys_of(options)) or (isinstance(options, Mapping) and options.rest):
            yield unknown(f"the configuration that {router.name} is given from elsewhere is not looked at")
        if literal(router.get("LogConfiguration", "LogDriver")) == ROUTED:
            yield unknown(f"{router.name} is the log router, and logs through itself")
