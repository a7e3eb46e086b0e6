"""Lesson 12, for capacity providers: a service that uses one which its cluster may not have yet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import may_come_too_late, place_to_wait
from generator.checks.check import Check
from generator.ecs.clusters import FARGATE
from generator.ecs.hosts.launches import associations, launch
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import WaitFor
from generator.stack import Absent, Resource


class ServiceBeforeAssociation(Check):
    id = "WCS271"
    lesson = 27
    title = "Service may be created before its capacity provider is associated with the cluster"
    symptom = (
        "CREATE_FAILED: The specified capacity provider strategy cannot contain a capacity provider that is not "
        "associated with the cluster"
    )
    why = (
        "A service refers to the cluster and to the capacity provider, and not to the "
        "AWS::ECS::ClusterCapacityProviderAssociations that puts the one to the other, so CloudFormation creates both "
        "in parallel. One deployment works, and the next one fails."
    )
    fix = "Add the ClusterCapacityProviderAssociations to DependsOn of the service."
    message = (
        "{service} may be created before {needed}, which associates its capacity provider with {cluster}: "
        "CreateService then fails, or starts its tasks on something else"
    )
    change = "DependsOn of {resource}: add {name}"
    remedy = WaitFor("{resource}", ("{name}",))
    base = "hosts"
    good = {
        "Provider": (
            "{Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref "
            "Hosts, ManagedScaling: {Status: ENABLED}}}}"
        ),
        "Association": (
            "{Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {Cluster: !Ref Cluster, "
            "CapacityProviders: [!Ref Provider], DefaultCapacityProviderStrategy: [{CapacityProvider: !Ref Provider, "
            "Weight: 1}]}}"
        ),
        "Service.LaunchType": None,
        "Service.DependsOn": "[Association]",
        "Service.CapacityProviderStrategy": "[{CapacityProvider: !Ref Provider, Weight: 1}]",
    }
    bad = {"Service.DependsOn": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services on capacity providers that do not wait for the association, of Fargate's too.

        Source: containers-roadmap #631 (a service needs DependsOn, also for the default strategy); read 2026-11.
        """
        for task in context.tasks:
            started = launch(task)
            if task.service is None or not (started.providers or _of_fargate(task.service, started.cluster)):
                continue
            for needed in associations(task, started.cluster):
                if may_come_too_late(context, needed, task.service):
                    place, name = place_to_wait(context.graph, task.service, needed)
                    words = {"service": str(task.service), "needed": str(needed), "cluster": str(started.cluster)}
                    yield self.at(place, tasks=(task.name,), name=name, variant="", **words)


def _of_fargate(service: Resource, cluster: Resource | None) -> bool:
    """Whether a service starts its tasks on providers of Fargate that its cluster does not list by itself."""
    if cluster is None or not isinstance(service.get("LaunchType"), Absent):
        return False
    strategy = service.get("CapacityProviderStrategy")
    named = {literal(service.get("CapacityProviderStrategy", at, "CapacityProvider")) for at, _ in items(strategy)}
    if isinstance(strategy, Absent):
        return isinstance(cluster.get("DefaultCapacityProviderStrategy"), Absent)
    own = {literal(value) for _, value in items(cluster.get("CapacityProviders"))}
    return bool(named) and named <= set(FARGATE) and not named <= own
