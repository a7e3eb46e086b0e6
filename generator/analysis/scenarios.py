"""Conditions of a whole: every way they can turn out, and words for the ways that matter."""

from __future__ import annotations

from collections.abc import Sequence

from generator.logic import Truth
from generator.stack import Choice, Graph, Scenario

_SERVICES = (
    "AmazonMQ", "ApiGateway", "ApiGatewayV2", "ApplicationAutoScaling", "AppRunner", "AppStream", "AutoScaling",
    "Batch", "CDK", "CloudFormation", "CloudFront", "CodeBuild", "CodePipeline", "Cognito", "DirectoryService", "DocDB",
    "DocDBElastic", "DynamoDB", "EC2", "ECR", "ECS", "EFS", "ElastiCache", "ElasticLoadBalancingV2", "Elasticsearch",
    "Events", "IAM", "Kinesis", "KinesisFirehose", "KMS", "Lambda", "Logs", "MemoryDB", "MSK", "Neptune",
    "NetworkManager", "OpenSearchService", "OpsWorks", "Pipes", "RDS", "Redshift", "Route53", "Route53Resolver", "S3",
    "Scheduler", "SecretsManager", "Serverless", "ServiceDiscovery", "SQS", "SSM", "SSO", "StepFunctions", "Synthetics",
    "VpcLattice", "WAFv2",
)  # fmt: skip
RELEVANT = tuple(f"AWS::{service}::" for service in _SERVICES)
"""Conditions of other types decide nothing that is proven here."""

MOST_TASKS = 2_000
"""Services in all scenarios together: more would take minutes."""
TOO_MANY = "more conditions are undecided than can be followed: decide some of the root's parameters"


def scenarios(graph: Graph) -> tuple[Graph, ...]:
    """One graph for each way in which the conditions that matter can turn out; itself when these are too many."""
    views = graph.scenarios({resource.type for resource in graph.resources if resource.type.startswith(RELEVANT)})
    services = sum(resource.type == "AWS::ECS::Service" for resource in graph.resources)
    return views if len(views) * services <= MOST_TASKS or len(views) == 1 else (graph,)


def conditions_are_settled(graph: Graph) -> bool:
    """Tell whether no condition that matters is left open."""
    return not any(
        resource.exists is Truth.UNKNOWN or any(isinstance(part, Choice) for part in resource.all_values)
        for resource in graph.resources
        if resource.type.startswith(RELEVANT)
    )


def scenarios_in_common(chosen: Sequence[Graph], graphs: Sequence[Graph]) -> str:
    """Say what the scenarios of the chosen graphs have in common and no other has; empty when all are chosen."""
    inside = [graph.scenario for graph in chosen if graph.scenario]
    outside = [graph.scenario for graph in graphs if graph.scenario and graph.scenario not in inside]
    if not inside or not outside:
        return ""
    for name, value in inside[0].assumptions.items():
        common = all(scenario.assumptions[name] == value for scenario in inside)
        if common and all(scenario.assumptions[name] != value for scenario in outside):
            return str(Scenario({name: value}, inside[0].compared))
    return str(inside[0]) + (", for example" if len(inside) > 1 else "")
