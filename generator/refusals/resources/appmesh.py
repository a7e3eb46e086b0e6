"""What belongs to a service of AWS that has ended, and is not made any more.

Source: App Mesh User Guide, first page: support ends on 2026-09-30, after which the console and what was made with it
are gone; envoys ask it for their configuration with appmesh:StreamAggregatedResources ("Proxy authorization");
aws-app-mesh-roadmap #80; excerpts, 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import ROLE, Roles
from generator.ecs.tasks import DEFINITION, items
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Graph, Resource, Value, shown

_ENVOY = "aws-appmesh-envoy"
_ACTION = "appmesh:StreamAggregatedResources"
_KINDS = ("GatewayRoute", "Mesh", "Route", "VirtualGateway", "VirtualNode", "VirtualRouter", "VirtualService")
_END = "AWS App Mesh, which ended on 2026-09-30"


def made_in_vain(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which resource is of App Mesh."""
    yield f"{resource} is of {_END}"


def envoys(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which container asks App Mesh for its configuration."""
    for index, _ in items(resource.get("ContainerDefinitions")):
        container = ("ContainerDefinitions", index)
        if _ENVOY in shown(resource.get(*container, "Image")):
            named = shown(resource.get(*container, "Name"))
            role = graph.target(resource.get("TaskRoleArn"), ROLE)
            denied = role is not None and not _may_ask(graph, role)
            more = f", and TaskRoleArn of {resource}, {role}, does not allow {_ACTION} either" if denied else ""
            yield f"{named} of {resource} gets its configuration from {_END}{more}"


def _may_ask(graph: Graph, role: Resource) -> bool:
    """Whether some policy of a role may be one for envoys: no more is asked of a service that is gone."""
    roles = Roles(graph)
    if roles.unseen(role):
        return True
    for policy in roles.policies(role):
        if policy.by_arn:
            if any(word in shown(policy.document) for word in ("AppMesh", "AdministratorAccess", "PowerUserAccess")):
                return True
            continue
        for action in values_at(policy.document, ("Statement", "*", "Action")):
            if _covers(action):
                return True
    return False


def _covers(action: Value) -> bool:
    text = shown(action).lower()
    return text == "*" or (text.startswith("appmesh:") and (text.endswith("*") or text == _ACTION.lower()))


REFUSALS: Refusals = {
    **{f"AWS::AppMesh::{kind}": (made_in_vain,) for kind in _KINDS},
    DEFINITION: (envoys,),
}
