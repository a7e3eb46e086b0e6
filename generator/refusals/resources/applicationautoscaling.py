"""What Application Auto Scaling refuses, or takes and keeps no task by."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.services.scaling import POLICY, SCALABLE
from generator.ecs.texts import number
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Graph, Resource


def scalable_target(graph: Graph, target: Resource) -> Iterator[str]:
    if number(target.get("MaxCapacity")) == 0:
        yield f"MaxCapacity of {target} is 0, with which there is no task"
    most = [
        number(value)
        for value in values_at(target.get(), ("ScheduledActions", "*", "ScalableTargetAction", "MaxCapacity"))
    ]
    if 0 in most and not any(each is None or each > 0 for each in most):
        yield f"{target} is set to 0 tasks by its schedule, and to more by nothing"
    for other in graph.of_type(SCALABLE):
        same = all(other.get(key) == target.get(key) for key in ("ResourceId", "ScalableDimension"))
        if other.path < target.path and same and other.exists is Truth.YES is target.exists:
            yield f"{other} and {target} are for one service"


def policy_twice(graph: Graph, policy: Resource) -> Iterator[str]:
    for other in graph.of_type(POLICY):
        same = all(other.get(key) == policy.get(key) for key in ("PolicyName", "ScalingTargetId", "ResourceId"))
        if other.path < policy.path and same and other.exists is Truth.YES is policy.exists:
            yield f"{other} and {policy} have one name and one target: the second takes the place of the first"


REFUSALS: Refusals = {
    SCALABLE: (scalable_target,),
    POLICY: (policy_twice,),
}
