"""Which of two creations comes first, and where the DependsOn belongs that decides it."""

from __future__ import annotations

from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Graph, Resource

# Judgement. What is not known to be quick may take no time at all, or any time.
_MARGIN = 5
_NO_TIME, _ANY_TIME = 3, 86_400


def may_come_too_late(context: Context, needed: Resource, resource: Resource) -> bool:
    """Tell whether a resource may be created before one that it needs, and a DependsOn would prevent it."""
    return unordered(context, needed, resource) and not usually_first(context, needed, resource)


def unordered(context: Context, needed: Resource, resource: Resource) -> bool:
    """Tell whether nothing orders two resources, although DependsOn could.

    cfn-lint refuses a DependsOn on what exists under a condition that the resource does not share.
    """
    waiting = context.waiting
    return (
        waiting.in_one_deployment(needed, resource)
        and not waiting.precedes(needed, resource)
        and not waiting.precedes(resource, needed)
        and Truth.UNKNOWN not in (needed.exists, resource.exists)
        and set(needed.conditions) <= set(resource.conditions)
    )


def not_waited_for(context: Context, needed: Resource, resource: Resource) -> bool:
    """Tell whether what certainly exists need not be complete before a resource of the same deployment is begun."""
    waiting = context.waiting
    awaited = not waiting.in_one_deployment(needed, resource) or waiting.precedes(needed, resource)
    return not awaited and needed.exists is Truth.YES


def usually_first(context: Context, first: Resource, second: Resource, by: int = _MARGIN) -> bool:
    """Tell whether the first is usually complete so many seconds before the second is begun, waited for or not."""
    times = context.creation_times
    return times.ends(first, _NO_TIME) + by <= times.begins(second, _NO_TIME)


def certainly_later(context: Context, first: Resource, second: Resource, by: int) -> bool:
    """Tell whether the first is complete so many seconds after the second is begun, and not sooner.

    What is not known to be quick may take any time before the second, and none before the first.
    """
    times = context.creation_times
    return times.ends(first, _NO_TIME) >= times.begins(second, _ANY_TIME) + by


def place_to_wait(graph: Graph, resource: Resource, needed: Resource) -> tuple[Resource, str]:
    """Which resource has to name which logical id in its DependsOn, in the innermost stack that holds both.

    Where one of two is in a nested stack, it is the nested stack that waits, or is waited for.
    """
    for waiting in _with_stacks_around(graph, resource):
        for awaited in _with_stacks_around(graph, needed):
            if waiting.stack == awaited.stack and waiting.at is awaited.at:
                return waiting, awaited.logical_id
    return resource, needed.logical_id


def _with_stacks_around(graph: Graph, resource: Resource) -> list[Resource]:
    """A resource and the nested stacks around it, from the inside out."""
    line = [resource]
    while line[-1].stack and (around := graph.resource(line[-1].stack)):
        line.append(around)
    return line
