"""Conditions of a whole: every way they can turn out, and words for the ways that matter."""

from __future__ import annotations

from collections.abc import Sequence

from generator.logic import Truth
from generator.stack import Choice, Graph, Scenario, parts

_SERVICES = (
    "ApplicationAutoScaling", "AutoScaling", "CloudFormation", "EC2", "ECR", "ECS", "ElasticLoadBalancingV2", "Events",
    "IAM", "KMS", "Logs", "Pipes", "RDS", "Route53", "S3", "SSM", "SSO", "Scheduler", "SecretsManager",
    "ServiceDiscovery",
)  # fmt: skip
RELEVANT = tuple(f"AWS::{service}::" for service in _SERVICES)
"""Conditions of other types decide nothing that is proven here."""

MOST_TASKS = 2_000
"""Services in all scenarios together: more would take minutes."""
TOO_MANY = "more conditions are undecided than can be followed: decide some of the root's parameters"


def scenarios(graph: Graph) -> tuple[Graph, ...]:
    """One graph for each way in which the conditions that matter can turn out; itself when these are too many."""
    found = graph.scenarios({resource.type for resource in graph.resources if resource.type.startswith(RELEVANT)})
    services = sum(resource.type == "AWS::ECS::Service" for resource in graph.resources)
    return found if len(found) * services <= MOST_TASKS or len(found) == 1 else (graph,)


def settled(graph: Graph) -> bool:
    """Tell whether no condition that matters is left open."""
    return not any(
        resource.exists is Truth.UNKNOWN or any(isinstance(part, Choice) for part in parts(resource.get()))
        for resource in graph.resources
        if resource.type.startswith(RELEVANT)
    )


def when(those: Sequence[Graph], graphs: Sequence[Graph]) -> str:
    """Say what those graphs have in common that no other has; empty when they are all there are."""
    inside = [graph.scenario for graph in those if graph.scenario]
    outside = [graph.scenario for graph in graphs if graph.scenario and graph.scenario not in inside]
    if not inside or not outside:
        return ""
    for name, value in inside[0].assumptions.items():
        common = all(each.assumptions[name] == value for each in inside)
        if common and all(each.assumptions[name] != value for each in outside):
            return str(Scenario({name: value}, inside[0].compared))
    return str(inside[0]) + (", for example" if len(inside) > 1 else "")
