"""What API Gateway refuses of deployments: an API without methods, or before they are there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

API, METHOD = "AWS::ApiGateway::RestApi", "AWS::ApiGateway::Method"


def without_methods(graph: Graph, deployment: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::ApiGateway::Deployment (DependsOn the methods; "The REST API
    doesn't contain any methods"); from memory, 2026-11."""
    api = graph.target(deployment.get("RestApiId"), API)
    if api is None or any(not isinstance(api.get(key), Absent) for key in ("Body", "BodyS3Location", "CloneFrom")):
        return
    methods = [each for each in graph.of_type(METHOD) if graph.target(each.get("RestApiId"), API) in (api, None)]
    order = CreationOrder(graph)
    if not methods and graph.closed(api):
        yield f"{deployment} is of {api}, which has no methods"
    elif methods and not any(order.precedes(each, deployment) for each in methods):
        yield f"{deployment} may be created before any method of {api}, and is refused then: it has no DependsOn"


REFUSALS: Refusals = {"AWS::ApiGateway::Deployment": (without_methods,)}
