"""Can a task pull its images: is there a path to their registries, and does the execution role allow it?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.secrets.created_repositories import created_otherwise
from generator.ecs.secrets.image_lifecycles import may_delete
from generator.ecs.secrets.keys import customer_key
from generator.ecs.secrets.pull_through import (
    cached_by,
    lacks_library,
    made_by_template,
    nearly_cached,
    perhaps_cached,
)
from generator.ecs.secrets.registries import Origin
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, Truth, all_of, unknown
from generator.needs.agent.image_regions import region_of_image
from generator.needs.agent.own_network import reaches_api, rows_of_own_network
from generator.needs.agent.public_images import (
    may_reach_registry,
    public_registry,
    reaches_registry,
    registry_host,
    way_of_first_pull,
)
from generator.needs.calls import Wanted, first_pull_actions, pull_actions
from generator.needs.context import Context
from generator.needs.naming import naming
from generator.needs.permissions.keys import usable
from generator.needs.row import Need
from generator.stack import Absent

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
            answers += [*_first_pull(context, task, image), *_repository(context, task, container, image)]
            answers = [naming(container.image, answer) for answer in answers]
            yield Need(f"image of {container.name}", 3, "the execution role pulls it"), all_of(answers)


def _first_pull(context: Context, task: Task, image: Origin) -> Iterator[Answer]:
    """Answer for what a pull-through cache asks for as well, the first time that an image comes through it."""
    graph, permissions = context.graph, context.permissions
    if lacks_library(cached_by(graph, image), image):
        yield unknown(
            "official images of Docker Hub come through a cache as library/ and the name: unless somebody pushes it, "
            "there is no image of this one"
        )
    for said in (nearly_cached(graph, image), created_otherwise(graph, image)):
        if said:
            yield unknown(said)
    if (rule := cached_by(graph, image)) is not None:
        for action in first_pull_actions(image, str(rule)):
            yield permissions.allowed(task, "ExecutionRoleArn", action)
    elif reason := perhaps_cached(graph, image):
        for action in first_pull_actions(image, "that it may come from"):
            if permissions.allowed(task, "ExecutionRoleArn", action).verdict is not Truth.YES:
                yield unknown(
                    f"{reason}; the first pull through one needs {action.name}, which is not seen to be allowed"
                )
                return


def _repository(context: Context, task: Task, container: Container, image: Origin) -> Iterator[Answer]:
    """Answer for what the repository itself can have in the way: its key, lifecycle, or what a template gives it."""
    if (made := made_by_template(context.graph, image)) is not None:
        yield unknown(f"{made} may have made the repository, with a policy, a key or a lifecycle that is not looked at")
    if image.resource is None:
        return
    if may_delete(image.resource, container.image):
        yield unknown(f"LifecyclePolicy of {image.resource} may delete the image while tasks still need it")
    key = customer_key(context.graph, image.resource.get("EncryptionConfiguration", "KmsKey"))
    if key is not None:
        yield usable(context.graph, key, task, "pull the image")


def _registry_rows(
    context: Context, task: Task, want: Wanted, container: Container, image: Origin
) -> Iterator[tuple[Need, Answer]]:
    if image.kind == "public":
        if registry := public_registry(container):
            yield Need(registry, 1, _WHY), reaches_registry(context.paths, task, container, registry)
        elif not isinstance(container.get("RepositoryCredentials"), Absent) and (host := registry_host(container)):
            yield Need(host, 1, _WHY), may_reach_registry(context.paths, task, host)
        return
    elsewhere = region_of_image(context, task, container, image)
    for api in ("ecr.api", "ecr.dkr", "s3"):
        answer = reaches_api(context, task, want, api)
        answer = all_of((answer, elsewhere)) if elsewhere else answer
        if api == "ecr.dkr" and (rule := cached_by(context.graph, image)) is not None:
            answer = all_of((answer, way_of_first_pull(context.paths, task, rule)))
        if image.kind == "unknown" and answer.verdict is not Truth.NO:
            continue
        yield Need(api, 1, _WHY), answer
