"""Tasks whose role is created in these templates, with policies that are all seen, and for services in particular."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task
from generator.needs.apis.grants import Grants, grants
from generator.needs.context import Context
from generator.stack import Resource


def seen_roles(context: Context) -> Iterator[tuple[Task, Resource, Grants]]:
    """Give each such task with its role and what that allows; of any other role nobody can say that it allows less."""
    roles = context.permissions.roles
    for task in context.tasks:
        role = roles.resource(task.role("TaskRoleArn"))
        held = grants(roles, role) if role is not None else None
        if role is not None and held is not None and held.seen:
            yield task, role, held
