"""Autoscaling of ECS services: the scalable target that owns the number of tasks."""

from __future__ import annotations

from generator.ecs.texts import Texts, literal
from generator.logic import Truth
from generator.stack import Graph, Literal, Reference, Resource, parts

SCALABLE = "AWS::ApplicationAutoScaling::ScalableTarget"


def scaled_by(graph: Graph, service: Resource) -> Resource | None:
    """The scalable target that owns a service's DesiredCount, if it is created here."""
    for target in graph.of_type(SCALABLE):
        dimension = literal(target.get("ScalableDimension"))
        known = target.exists is Truth.YES and dimension in (None, "ecs:service:DesiredCount")
        if known and _scales(target, service):
            return target
    return None


def _scales(target: Resource, service: Resource) -> bool:
    """Read ``service/<cluster>/<name>``, where the name may be a reference to the service or its literal name."""
    value = target.get("ResourceId")
    if any(isinstance(part, Reference) and part.resource == service.path for part in parts(value)):
        return True
    name, cluster = service.get("ServiceName"), service.get("Cluster")
    texts = Texts()
    if not isinstance(name, Literal):
        return False
    return texts.text(value) == f"service/{texts.text(cluster)}/{name.text}"
