"""Ports that are registered with a load balancer, and that the server of the container does not listen on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.containers.listening import listening, variables_of
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, unknown


def other_port(task: Task) -> Iterator[Answer]:
    """Say which server is told nothing of a port, and listens on another than the one that is registered."""
    for container in task.containers:
        yield from _of_container(task, container)


def _of_container(task: Task, container: Container) -> Iterator[Answer]:
    at, service = listening(container), task.service
    if at is None or service is None:
        return
    read = variables_of(at.program) or ("\0",)
    given = [each for each in all_variables(task) if each.container == container]
    told = [number(each.value) for each in given if each.name.startswith(read) and each.name.endswith("PORT")]
    listens = told[0] if told and not at.port_is_stated else at.port
    others = [each for each in given if each.name.startswith(read) or each.name.endswith("PORT")]
    if listens is None or len(others) > len(told):
        return
    for index, _ in items(service.get("LoadBalancers")):
        port = number(service.get("LoadBalancers", index, "ContainerPort"))
        own = literal(service.get("LoadBalancers", index, "ContainerName"))
        if own == literal(container.get("Name")) and port is not None and port != listens:
            yield unknown(f"{at.program} of {container.name} listens on port {listens}, and {port} is registered")
