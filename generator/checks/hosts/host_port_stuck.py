"""A deployment that finds no host with a free port."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.hosts import HostPortStuck as PortStuck


class HostPortStuck(Check):
    id = "ECS276"
    lesson = 27
    title = "Deployment finds no host with a free port, and may stop no task"
    symptom = (
        "service ... was unable to place a task because no container instance met all of its requirements. The closest "
        "matching container-instance ... is already using a port required by your task."
    )
    why = (
        "A fixed host port is free for one task of a host. Where each host has one already, a new task needs another "
        "host, or that an old one stops first, which MinimumHealthyPercent decides. The first deployment works."
    )
    fix = "Set HostPort 0, keep one host more than tasks, or lower MinimumHealthyPercent so that a task may stop first."
    fault = PortStuck
    message = (
        "no deployment of {task} can ever replace a task: each of the {desired} takes port {port} of one of the {most} "
        "instances of {hosts}, so no new task finds a free one, and MinimumHealthyPercent {least} lets none stop first"
    )
    change = "MinimumHealthyPercent: less than 100 (50); or HostPort: 0; or one instance more than tasks"
    base = "hosts"
    good = {
        "TaskDefinition.ContainerDefinitions.0.PortMappings.0.HostPort": "80",
        "Service.DeploymentConfiguration": "{MinimumHealthyPercent: 50, MaximumPercent: 100}",
    }
    bad = {
        "Service.DeploymentConfiguration": "{MinimumHealthyPercent: 100, MaximumPercent: 200}",
    }
