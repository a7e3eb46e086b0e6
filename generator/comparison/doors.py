"""Which requests from the internet a change leads to tasks: a route that is new is a door, though no group changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import LISTENER, Balancers, faces_internet
from generator.ecs.balancing.listener_rules import ListenerRules
from generator.ecs.tasks import tasks
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Graph, Resource


@dataclass(frozen=True)
class Door:
    """Requests that an internet-facing load balancer sends to the tasks of a service, by the rule that takes them."""

    rule: str
    task: str
    requests: str
    port: str

    @property
    def what(self) -> str:
        """Say it in words."""
        on = f" on port {self.port}" if self.port else ""
        return f"sends {self.requests} from the internet{on} to {self.task}"


def doors(before: Graph | None, after: Graph | None) -> tuple[Door, ...]:
    """The doors that were not there; one that has moved to a rule of another name is none."""
    old = {(door.task, door.requests, door.port) for door in _doors(before)} if before else set()
    new = _doors(after) if after else ()
    return tuple(door for door in new if (door.task, door.requests, door.port) not in old)


def _doors(graph: Graph) -> Iterator[Door]:
    balancers, rules = Balancers(graph), ListenerRules(graph)
    for task in tasks(graph):
        for target in balancers.targets(task):
            for forwarder in balancers.forwarders(target.group) if target.group else ():
                listener = balancers.listener(forwarder)
                balancer = balancers.balancer(listener) if listener else None
                if listener and balancer and faces_internet(balancer) is Truth.YES:
                    port = literal(listener.get("Port")) or ""
                    yield Door(forwarder.path, task.name, _requests(forwarder, rules), port)


def _requests(forwarder: Resource, rules: ListenerRules) -> str:
    if forwarder.type == LISTENER:
        return "all requests that no rule takes"
    rule = rules.rule(forwarder)
    if rule is None or rule.conditions is None:
        return "requests"
    said = [f"{each.field} {', '.join(each.known) or 'not known'}" for each in rule.conditions]
    return f"requests with {' and '.join(said)}" if said else "all requests"
