"""Services that do not wait for the listener of their target group: a race, or lost for certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks._races import certainly_later, not_waited_for, place_to_wait, usually_first
from generator.needs.context import Context
from generator.remedy import WaitFor
from generator.stack import Resource

# Judgement: far enough apart that no delay makes up for it.
_TOO_FAR = 60

CHANGE = "DependsOn of {resource}: add {name}"
REMEDY = WaitFor("{resource}", ("{name}",))


@dataclass(frozen=True)
class LateListener:
    """A service that may be created before the listeners and rules that send requests to its target group."""

    service: Resource
    listener: Resource
    """The first of these listeners and rules."""
    place: Resource
    """Which has to wait: the service, or a nested stack around it."""
    name: str
    """The logical id that it has to wait for."""
    task: str
    certain: bool
    """Whether the service is created first for certain; else it is a race."""


def late_listeners(context: Context) -> Iterator[LateListener]:
    """Find the services that nothing keeps from being created before their listeners."""
    balancers = context.balancers
    for task in context.tasks:
        if task.service is None or task.unreadable:
            continue
        for target in balancers.targets(task):
            if target.group is None or (context.graph.opaque and not context.graph.closed(target.group)):
                continue
            forwarders = balancers.forwarders(target.group)
            if balancers.untraced_forwarders or not forwarders or not _comes_late(context, forwarders, task.service):
                continue
            place, name = place_to_wait(context.graph, task.service, forwarders[0])
            certain = all(certainly_later(context, listener, task.service, _TOO_FAR) for listener in forwarders)
            yield LateListener(task.service, forwarders[0], place, name, task.name, certain)


def _comes_late(context: Context, forwarders: tuple[Resource, ...], service: Resource) -> bool:
    """Tell whether the service waits for none of these, and none is usually there first: one would be enough."""
    waits = not all(not_waited_for(context, listener, service) for listener in forwarders)
    return not waits and not any(usually_first(context, listener, service) for listener in forwarders)
