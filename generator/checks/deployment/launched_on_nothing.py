"""Ours: tasks for Fargate that a service starts on instances, of which there are none."""

from __future__ import annotations

from generator.checks.check import Check


class LaunchedOnNothing(Check):
    id = "ECS181"
    lesson = 18
    title = "Service starts its tasks on instances, and the cluster has none"
    symptom = "service ... was unable to place a task because no container instance met all of its requirements"
    why = (
        "RequiresCompatibilities says what a task definition is fit for, not where it runs. That is decided by "
        "LaunchType or CapacityProviderStrategy of the service, then by the cluster's default strategy; else it is EC2."
    )
    fix = "Set LaunchType FARGATE, or a CapacityProviderStrategy, on the service; or a default one on the cluster."
    base = "nat"
    bad = {
        "Service.LaunchType": None,
    }
