"""A capacity provider that protects instances, and lacks what that takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.clusters import PROVIDER
from generator.ecs.hosts.hosts import group_of, managed_scaling
from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class ProtectionWithoutScaling(Check):
    id = "WCS272"
    lesson = 27
    title = "Capacity provider protects its instances without what that takes"
    symptom = (
        "The managed termination protection setting for the capacity provider is invalid. To enable managed "
        "termination protection for a capacity provider, the Auto Scaling group must have instance protection from "
        "scale in enabled"
    )
    why = (
        "ManagedTerminationProtection works together with managed scaling, and on instances that Auto Scaling protects "
        "from scale-in. ECS has refused capacity providers whose group does not protect new instances; today it is "
        "said to turn that on by itself."
    )
    fix = (
        "Set NewInstancesProtectedFromScaleIn on the group and ManagedScaling Status ENABLED, or leave protection off."
    )
    message = {
        "scaling": (
            "ManagedTerminationProtection of {resource} is ENABLED, and its managed scaling is not: the protection "
            "does not work, and CreateCapacityProvider may refuse it"
        ),
        "group": (
            "ManagedTerminationProtection of {resource} is ENABLED, and {group} does not set "
            "NewInstancesProtectedFromScaleIn: CreateCapacityProvider may refuse it (the managed termination "
            "protection setting is invalid)"
        ),
    }
    change = {
        "scaling": "ManagedScaling: {{Status: ENABLED}}; or ManagedTerminationProtection: DISABLED",
        "group": "NewInstancesProtectedFromScaleIn of {group}: true; or ManagedTerminationProtection: DISABLED",
    }
    base = "hosts"
    good = {
        "Provider": (
            "{Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref "
            "Hosts, ManagedTerminationProtection: ENABLED, ManagedScaling: {Status: ENABLED}}}}"
        ),
        "Hosts.NewInstancesProtectedFromScaleIn": "true",
    }
    bad = {"Hosts.NewInstancesProtectedFromScaleIn": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the capacity providers that protect, and whose group or scaling does not.

        Sources: CloudFormation Template Reference, AutoScalingGroupProvider; containers-roadmap #860 (of 2024: ECS
        turns the protection of the group on by itself), #653 (it was refused); read 2026-11.
        """
        for provider in context.graph.of_type(PROVIDER):
            steps = ("AutoScalingGroupProvider", "ManagedTerminationProtection")
            if literal(provider.get(*steps)) != "ENABLED":
                continue
            group = group_of(context.graph, provider)
            if managed_scaling(provider) is Truth.NO:
                yield self.at(provider, *steps, variant="scaling")
            elif group is not None and flag(group.get("NewInstancesProtectedFromScaleIn")) is Truth.NO:
                yield self.at(provider, *steps, variant="group", group=group)
