"""Who suffers when a resource is not created: the tasks that it is, that log to it, or that get requests from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ecs.balancing.balancers import Balancers
from generator.ecs.containers.logs import LOG_GROUP, log_group
from generator.ecs.tasks import Task
from generator.stack import Graph, Resource


class Users:
    """The tasks of one graph, by the resources that they cannot do without."""

    def __init__(self, graph: Graph, tasks: Iterable[Task], balancers: Balancers) -> None:
        self._by_path: dict[str, dict[str, None]] = {}
        for task in tasks:
            needed = [task.service, task.definition, *_log_groups(graph, task), *_balancing(balancers, task)]
            if task.service is not None:
                needed.append(graph.target(task.service.get("Cluster")))
            for resource in needed:
                if resource is not None:
                    self._by_path.setdefault(resource.path, {})[task.name] = None

    def of(self, resource: Resource) -> tuple[str, ...]:
        """The names of the tasks that cannot do without a resource."""
        return tuple(self._by_path.get(resource.path, ()))


def _log_groups(graph: Graph, task: Task) -> Iterator[Resource | None]:
    return (graph.target(log_group(container), LOG_GROUP) for container in task.containers)


def _balancing(balancers: Balancers, task: Task) -> Iterator[Resource | None]:
    """The target groups of a task, and the load balancers before them with everything that listens there."""
    for target in balancers.targets(task):
        yield target.group
        for forwarder in balancers.forwarders(target.group) if target.group else ():
            listener = balancers.listener(forwarder)
            balancer = balancers.balancer(listener) if listener else None
            yield from (forwarder, listener, balancer)
            for other in balancers.listeners(balancer) if balancer else ():
                yield from (other, *balancers.rules(other))
