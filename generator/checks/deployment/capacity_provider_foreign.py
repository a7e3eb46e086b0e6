"""Ours: a service that asks for a capacity provider which its cluster does not have."""

from __future__ import annotations

from generator.checks.check import Check


class CapacityProviderForeign(Check):
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
    base = "nat"
    good = {
        "Cluster.Properties": "{CapacityProviders: [FARGATE, FARGATE_SPOT]}",
        "Service.LaunchType": None,
        "Service.CapacityProviderStrategy": "[{CapacityProvider: FARGATE_SPOT, Weight: 1}]",
    }
    bad = {
        "Cluster.CapacityProviders.1": None,
    }
