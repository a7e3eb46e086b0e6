"""Ours: a load balancer entry that no container of the task definition fits."""

from __future__ import annotations

from generator.checks.check import Check


class TargetPortUndeclared(Check):
    id = "ECS141"
    lesson = 14
    title = "Service registers a container or port that its task definition lacks"
    symptom = (
        "CreateService error: The container web did not have a container port 8080 defined; or: The container ... "
        "does not exist in the task definition"
    )
    why = (
        "LoadBalancers of the service names a container and one of its ports. Both have to be in the task "
        "definition, the port under PortMappings."
    )
    fix = (
        "Use the container's Name and a ContainerPort of its PortMappings; the Port of the target group plays no part."
    )
    base = "balanced"
    bad = {
        "Service.LoadBalancers.0.ContainerName": "website",
    }
