"""What EventBridge Pipes refuses of pipes: a cluster as a target, and no task to run there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

_CLUSTER = re.compile(r"arn:[^:]+:ecs:[^:]*:[^:]*:cluster/.+")


def task_of_target(graph: Graph, pipe: Resource) -> Iterator[str]:
    """Source: EventBridge Pipes Reference, PipeTargetEcsTaskParameters (TaskDefinitionArn is required), and EventBridge
    User Guide, "EventBridge Pipes target specifics" (what RunTask takes is told there); read 2026-11. That a pipe
    without them is refused was not looked up: it has nothing to run."""
    target = pipe.get("Target")
    cluster = graph.target(target, "AWS::ECS::Cluster") is not None or _CLUSTER.fullmatch(literal(target) or "")
    if cluster and isinstance(pipe.get("TargetParameters", "EcsTaskParameters"), Absent):
        yield f"{pipe} leads to a cluster, and has no EcsTaskParameters, which say what to run"


REFUSALS: Refusals = {"AWS::Pipes::Pipe": (task_of_target,)}
