"""What ECS refuses of clusters, capacity providers and strategies of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.clusters import CLUSTER, PROVIDER, capacity
from generator.ecs.tasks import SERVICE, items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Literal, Reference, Resource

GROUP = "AWS::AutoScaling::AutoScalingGroup"
_INSIGHTS = ("enabled", "disabled", "enhanced")
_FARGATE = ("FARGATE", "FARGATE_SPOT")


def default_strategy(graph: Graph, cluster: Resource) -> Iterator[str]:
    """A default strategy of capacity providers that the cluster does not have.

    Source: ECS API Reference, PutClusterCapacityProviders, defaultCapacityProviderStrategy; read 2026-11.
    """
    offered = capacity(graph, cluster)
    for index, _ in items(cluster.get("DefaultCapacityProviderStrategy")):
        named = cluster.get("DefaultCapacityProviderStrategy", index, "CapacityProvider")
        known = offered.providers is not None and all(isinstance(each, Literal) for each in offered.providers)
        if known and isinstance(named, Literal) and offered.providers and named not in offered.providers:
            yield f"DefaultCapacityProviderStrategy of {cluster} names {named}, which its CapacityProviders lack"
        elif isinstance(cluster.get("CapacityProviders"), Absent) and isinstance(named, Literal):
            yield f"DefaultCapacityProviderStrategy of {cluster} names {named}, and it has no CapacityProviders"


def settings(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: ECS API Reference, ClusterSetting (enhanced, enabled, disabled); read 2026-11."""
    for index, _ in items(cluster.get("ClusterSettings")):
        name, value = (literal(cluster.get("ClusterSettings", index, key)) for key in ("Name", "Value"))
        if name == "containerInsights" and value is not None and value not in _INSIGHTS:
            yield f"containerInsights of {cluster} is {value[:40]}, and {', '.join(_INSIGHTS)} are taken"


def capacity_provider(graph: Graph, provider: Resource) -> Iterator[str]:
    """Sources: containers-roadmap #632 ("The specified Auto Scaling group ARN is already being used by another capacity
    provider"); read 2026-11. ECS API Reference, ManagedScaling, does not say that a least step above the most is
    refused; not looked up elsewhere."""
    at = ("AutoScalingGroupProvider", "ManagedScaling")
    low, high = (number(provider.get(*at, f"{end}ScalingStepSize")) for end in ("Minimum", "Maximum"))
    if low is not None and high is not None and low > high:
        yield f"MinimumScalingStepSize of {provider} is {low}, above its MaximumScalingStepSize, {high}"
    own = graph.target(provider.get("AutoScalingGroupProvider", "AutoScalingGroupArn"), GROUP)
    for other in graph.of_type(PROVIDER):
        theirs = graph.target(other.get("AutoScalingGroupProvider", "AutoScalingGroupArn"), GROUP)
        if own is not None and theirs is own and other.path < provider.path:
            yield f"{provider} and {other} are given one Auto Scaling group, {own}"


def strategies(graph: Graph, place: Resource) -> Iterator[str]:
    """Source: terraform-aws-modules/terraform-aws-ecs #68 ("A capacity provider strategy cannot contain a mix of
    capacity providers using Auto Scaling groups and Fargate providers"); read 2026-11."""
    for key in ("DefaultCapacityProviderStrategy", "CapacityProviderStrategy"):
        named = [place.get(key, index, "CapacityProvider") for index, _ in items(place.get(key))]
        fargate = [isinstance(each, Literal) and each.text in _FARGATE for each in named]
        own = [isinstance(each, Reference) and graph.target(each, PROVIDER) is not None for each in named]
        if any(fargate) and any(own):
            yield f"{key} of {place} has providers of Fargate and of Auto Scaling groups, and one kind is taken"


REFUSALS: Refusals = {
    CLUSTER: (
        default_strategy,
        settings,
        strategies,
    ),
    PROVIDER: (capacity_provider,),
    SERVICE: (strategies,),
    "AWS::ECS::ClusterCapacityProviderAssociations": (strategies,),
}
