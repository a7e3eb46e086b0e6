"""Can ECS Exec open sessions in a task: is there a path to Systems Manager, and does the task role allow them?

No row of the matrix asks for either: tasks run, and serve, without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.awsdata.services import actions
from generator.ecs.tasks import Task
from generator.logic import Answer, Cause, Truth, all_of
from generator.needs.calls import needs_network
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.no_path import EndpointTypeForeign
from generator.needs.permissions import Action, Denied
from generator.needs.vpc_dns import NamesOff

SESSIONS = "ssmmessages"
"""The API that sessions are opened with, as in the name of its endpoint."""

REFUSED = (EndpointTypeForeign, NamesOff)
"""What keeps the endpoint itself from being created, and with it the stack, whatever tasks need it for."""


@dataclass(frozen=True)
class SessionDenied(Denied):
    """The task role does not allow the sessions of ECS Exec."""


def session_path_faults(context: Context, task: Task) -> Iterator[Fault]:
    """Find what keeps the sessions of a service with ECS Exec from Systems Manager.

    On EC2, too, the agent is within the task, and uses its network.
    """
    if task.started and needs_network(task) and task.exec_enabled is Truth.YES:
        causes = context.paths.api(task, SESSIONS).causes
        yield from (cause for cause in causes if isinstance(cause, Fault))


def session_permission(context: Context, task: Task) -> Answer:
    """Answer whether the task role allows sessions, with one cause for all the actions that a place lacks."""
    answers = []
    for name in actions("exec"):
        action = Action(name, None, "open a session")
        answers.append(context.permissions.allowed(task, "TaskRoleArn", action, SessionDenied, SessionDenied))
    answer = all_of(answers)
    return replace(answer, causes=_by_place(answer.causes))


def _by_place(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    places: dict[object, Cause] = {}
    for cause in causes:
        place: object = cause
        if isinstance(cause, SessionDenied):
            place = (cause.resource, cause.steps, cause.variant)
            known = places.get(place)
            if isinstance(known, SessionDenied):
                action = replace(cause.action, name=f"{known.action.name}, {cause.action.name}")
                cause = replace(known, action=action)
        places[place] = cause
    return tuple(places.values())
