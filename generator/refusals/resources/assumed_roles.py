"""Roles that a service is given and may not assume: it asks when what it acts for is created."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import Roles
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Listing, Literal, Mapping, Resource, parts

_GIVEN = {
    "AWS::Pipes::Pipe": ("RoleArn", "pipes"),
    "AWS::Scheduler::Schedule": ("Target.RoleArn", "scheduler"),
    "AWS::StepFunctions::StateMachine": ("RoleArn", "states"),
}
"""By type: the property that gives the role, and the service that has to be trusted.

Source: EventBridge User Guide, "Setting up Amazon EventBridge Scheduler" and "Permissions for Amazon EventBridge Pipes";
Step Functions Developer Guide, "Creating an IAM role for your state machine"; not looked up, 2026-11.
"""


def trusts_another(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say of a role that is known whole that none of those that it trusts is the service."""
    way, service = _GIVEN[resource.type]
    role = Roles(graph).resource(resource.get(*way.split(".")))
    trust = role.get("AssumeRolePolicyDocument", "Statement") if role else None
    if not isinstance(trust, Listing | Mapping):
        return
    known = all(isinstance(part, Literal | Listing | Mapping) for part in parts(trust))
    texts = [part.text for part in parts(trust) if isinstance(part, Literal)]
    if known and not any(text == "*" or text.startswith(f"{service}.") for text in texts):
        yield f"{role} trusts other services, and {resource} gives it to {service}.amazonaws.com"


REFUSALS: Refusals = dict.fromkeys(_GIVEN.keys() - {"AWS::Pipes::Pipe"}, (trusts_another,))
