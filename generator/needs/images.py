"""Can a task pull its images: is there a path to their registries, and does the execution role allow it?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.registries import Origin
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, Truth, all_of
from generator.needs.calls import Wanted, pull_actions
from generator.needs.context import Context
from generator.needs.own_network import reaches_api, rows_of_own_network
from generator.needs.public_images import public_registry, reaches_registry
from generator.needs.row import Need

_WHY = "tasks pull its image"


def registry_paths(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each API, or public registry, that an image is pulled from."""
    for container, image in want.origins:
        yield from rows_of_own_network(task, _registry_rows(context, task, want, container, image))


def pull_permissions(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each image of a private ECR."""
    for container, image in want.origins:
        if image.kind == "ecr":
            answers = [context.permissions.allowed(task, "ExecutionRoleArn", action) for action in pull_actions(image)]
            yield Need(f"image of {container.name}", 3, "the execution role pulls it"), all_of(answers)


def _registry_rows(
    context: Context, task: Task, want: Wanted, container: Container, image: Origin
) -> Iterator[tuple[Need, Answer]]:
    if image.kind == "public":
        if registry := public_registry(container):
            yield Need(registry, 1, _WHY), reaches_registry(context.network, context.ways, task, container, registry)
        return
    for api in ("ecr.api", "ecr.dkr", "s3"):
        answer = reaches_api(context, task, want, api)
        if image.kind == "unknown" and answer.verdict is not Truth.NO:
            continue
        yield Need(api, 1, _WHY), answer
