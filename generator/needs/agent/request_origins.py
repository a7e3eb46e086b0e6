"""Where the calls that start a task come from, as policies see it: the endpoint that carries them, and its VPC."""

from __future__ import annotations

from generator.ecs.tasks import Task, items
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.permissions.policy_values import text
from generator.stack import Reference


def origin(context: Context, task: Task, api: str) -> tuple[tuple[str, object], ...]:
    """The condition keys of a call from a task on Fargate, if one endpoint certainly carries it from every subnet.

    Source: IAM User Guide, "AWS global condition context keys", aws:SourceVpce and aws:SourceVpc (in requests that
    travel through an endpoint); ECS Developer Guide, "Fargate platform versions", 1.4.0 (the interface of the task
    carries the calls for its secrets); excerpts, 2026-11.
    """
    if task.fargate is not Truth.YES:
        return ()
    found = [context.paths.endpoint(subnet, api) for _, subnet in items(task.subnets)]
    first = found[0] if found else None
    if first is None or any(each is None or each.resource is not first.resource for each in found):
        return ()
    graph = context.graph
    return (
        ("aws:SourceVpce", text(graph, Reference(first.resource.path, "Ref"))),
        ("aws:SourceVpc", text(graph, first.vpc)),
    )
