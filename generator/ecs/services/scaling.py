"""Autoscaling of ECS services: the scalable target that owns the number of tasks, and the policies that change it."""

from __future__ import annotations

from generator.ecs.clusters import CLUSTER
from generator.ecs.tasks import SERVICE
from generator.ecs.texts import Texts, literal
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Reference, Resource, Text, Value, parts

SCALABLE = "AWS::ApplicationAutoScaling::ScalableTarget"
POLICY = "AWS::ApplicationAutoScaling::ScalingPolicy"
DIMENSION = "ecs:service:DesiredCount"
"""The one thing of a service that is scaled. Source: Application Auto Scaling API Reference, RegisterScalableTarget,
ScalableDimension; read 2026-11."""


def scaled_by(graph: Graph, service: Resource) -> Resource | None:
    """The scalable target that owns a service's DesiredCount, if it is created here."""
    for target in graph.of_type(SCALABLE):
        dimension = literal(target.get("ScalableDimension"))
        known = target.exists is Truth.YES and dimension in (None, DIMENSION)
        if known and _is_of(graph, target.get("ResourceId"), service):
            return target
    return None


def of_ecs(resource: Resource) -> bool:
    """Tell whether a scalable target, or a policy that names one by its three parts, is of an ECS service."""
    dimension, namespace = (literal(resource.get(key)) for key in ("ScalableDimension", "ServiceNamespace"))
    return namespace == "ecs" or (namespace is None and dimension == DIMENSION)


def scaled_service(graph: Graph, resource_id: Value) -> Resource | None:
    """The service that a ResourceId stands for, whether it refers to it or bears its name."""
    for service in graph.of_type(SERVICE):
        if _is_of(graph, resource_id, service):
            return service
    return None


def pieces(value: Value) -> tuple[tuple[Value, ...], ...]:
    """What stands between the slashes of a ResourceId, each as the values that it is made of."""
    found: list[list[Value]] = [[]]
    for part in value.parts if isinstance(value, Text) else (value,):
        if not isinstance(part, Literal):
            found[-1].append(part)
            continue
        first, *others = part.text.split("/")
        found[-1] += [Literal(first)] if first else []
        found += [[Literal(other)] if other else [] for other in others]
    return tuple(map(tuple, found))


def cluster_is(graph: Graph, piece: tuple[Value, ...], service: Resource) -> Truth:
    """Tell whether a part of a ResourceId is the name of the cluster of a service."""
    own = service.get("Cluster")
    cluster = graph.target(own, CLUSTER)
    value = piece[0] if len(piece) == 1 else None
    if value is None:
        return Truth.UNKNOWN
    if isinstance(value, Reference) and cluster is not None:
        return Truth.YES if value.resource == cluster.path else Truth.NO
    if cluster is not None and isinstance(value, Literal):
        name = cluster.get("ClusterName")
        if isinstance(name, Absent | Literal):
            # A name that CloudFormation makes is never one that can be written.
            return Truth.YES if name == value else Truth.NO
    if isinstance(own, Literal) and isinstance(value, Literal):
        return Truth.YES if own.text.rpartition("/")[2] == value.text else Truth.NO
    return Truth.YES if value == own else Truth.UNKNOWN


def _is_of(graph: Graph, value: Value, service: Resource) -> bool:
    """Read ``service/<cluster>/<name>``, where the name may be a reference to the service or its literal name."""
    if any(isinstance(part, Reference) and part.resource == service.path for part in parts(value)):
        return True
    name, cluster = service.get("ServiceName"), service.get("Cluster")
    texts = Texts()
    if not isinstance(name, Literal):
        return False
    if texts.text(value) == f"service/{texts.text(cluster)}/{name.text}":
        return True
    known = pieces(value)
    return len(known) == 3 and known[2] == (name,) and cluster_is(graph, known[1], service) is Truth.YES
