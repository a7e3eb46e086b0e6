"""A service that asks for a capacity provider which its cluster does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.clusters import CLUSTER, FARGATE, PROVIDER, capacity
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Add
from generator.stack import Absent, Graph, Listing, Literal, Value, shown


class CapacityProviderForeign(Check):
    id = "ECS180"
    lesson = 18
    title = "Service uses a capacity provider that its cluster does not have"
    symptom = (
        "CREATE_FAILED: The specified capacity provider strategy cannot contain a capacity provider that is not "
        "associated with the cluster"
    )
    why = (
        "FARGATE and FARGATE_SPOT exist in every account, but a service can use them only when they are in "
        "CapacityProviders of its cluster, or in an AWS::ECS::ClusterCapacityProviderAssociations. LaunchType "
        "FARGATE needs neither."
    )
    fix = "Add the provider to CapacityProviders of the cluster, or set LaunchType FARGATE on the service."
    message = (
        "{task} uses the capacity provider {provider}, but {cluster} has {offered}: CreateService fails (the "
        "capacity provider strategy cannot contain a capacity provider that is not associated with the cluster)"
    )
    change = "CapacityProviders of {cluster}: add {provider}"
    remedy = Add("CapacityProviders", "{provider}", "{cluster}")
    base = "nat"
    good = {
        "Cluster.Properties": "{CapacityProviders: [FARGATE, FARGATE_SPOT]}",
        "Service.LaunchType": None,
        "Service.CapacityProviderStrategy": "[{CapacityProvider: FARGATE_SPOT, Weight: 1}]",
    }
    bad = {
        "Cluster.CapacityProviders.1": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services that ask for what their cluster certainly does not have.

        Source: ECS API Reference, CreateService, capacityProviderStrategy, read 2026-11: it must be associated.
        """
        for task in context.tasks:
            cluster = context.graph.target(task.service.get("Cluster"), CLUSTER) if task.service else None
            offered = capacity(context.graph, cluster).providers if cluster else None
            if task.service is None or offered is None:
                continue
            for index, _ in items(task.service.get("CapacityProviderStrategy")):
                steps = ("CapacityProviderStrategy", index, "CapacityProvider")
                provider = task.service.get(*steps)
                if _lacks(context.graph, provider, offered):
                    fields = {
                        "task": task.name,
                        "cluster": cluster,
                        "offered": shown(Listing(offered)) if offered else "none",
                    }
                    fields["provider"] = shown(provider)
                    yield self.at(task.service, *steps, tasks=(task.name,), variant="", **fields)


def _lacks(graph: Graph, asked: Value, offered: tuple[Value, ...]) -> bool:
    if isinstance(asked, Literal):
        named = asked.text in FARGATE or all(isinstance(provider, Literal) for provider in offered)
        return named and asked not in offered
    own = graph.target(asked, PROVIDER)
    if own is None or not isinstance(own.get("ClusterName"), Absent):
        return False
    return all(
        literal(provider) in FARGATE or graph.target(provider, PROVIDER) not in (own, None) for provider in offered
    )
