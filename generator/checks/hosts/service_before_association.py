"""Lesson 12, for capacity providers: a service that uses one which its cluster may not have yet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import may_come_too_late, place_to_wait
from generator.checks.check import Check
from generator.ecs.hosts.launches import associations, launch
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import WaitFor


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
        """Find the services on capacity providers that do not wait for the association."""
        for task in context.tasks:
            started = launch(task)
            if task.service is None or not started.providers:
                continue
            for needed in associations(task, started.cluster):
                if may_come_too_late(context, needed, task.service):
                    place, name = place_to_wait(context.graph, task.service, needed)
                    words = {"service": str(task.service), "needed": str(needed), "cluster": str(started.cluster)}
                    yield self.at(place, tasks=(task.name,), name=name, variant="", **words)
