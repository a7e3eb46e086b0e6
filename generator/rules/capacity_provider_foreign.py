"""Ours: a service that asks for a capacity provider which its cluster does not have."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule

_SPOT = "      CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT, Weight: 1}]\n"
_CLUSTER = "    Type: AWS::ECS::Cluster\n"
_ASKING = WITH_NAT.replace("      LaunchType: FARGATE\n", _SPOT)


def _with(providers: str) -> str:
    return _ASKING.replace(_CLUSTER, f"{_CLUSTER}    Properties: {{CapacityProviders: [{providers}]}}\n")


class CapacityProviderForeign(LessonRule):
    id = "ECS180"
    lesson = 18
    title = "Service asks for a capacity provider that its cluster does not have"
    symptom = (
        "CREATE_FAILED: The specified capacity provider strategy cannot contain a capacity provider that is not "
        "associated with the cluster"
    )
    why = (
        "FARGATE and FARGATE_SPOT exist in every account, but a cluster offers them only when they are among its "
        "CapacityProviders, or in an AWS::ECS::ClusterCapacityProviderAssociations. LaunchType FARGATE needs neither."
    )
    fix = "Add the provider to CapacityProviders of the cluster, or ask for LaunchType FARGATE."
    bad = _with("FARGATE")
    good = _with("FARGATE, FARGATE_SPOT")
