"""Two containers of a task that map one port."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.containers.ports_twice import PortMappedTwice


class PortIsMappedTwice(Check):
    id = "ECS223"
    lesson = 22
    title = "Two containers of a task map the same port"
    symptom = "CREATE_FAILED: TCP host port '3000' is mapped multiple times in task"
    why = (
        "With awsvpc, all containers of a task share one network interface, and with bridge a host port belongs to one "
        "container only. Only one program can listen on a port."
    )
    fix = "Let each container listen on a port of its own."
    fault = PortMappedTwice
    message = {
        "interface": (
            "{other} and {container} both map {protocol} {port} of the one network interface that they share: "
            "RegisterTaskDefinition refuses the task definition"
        ),
        "host": (
            "{other} and {container} both map {protocol} {port} of their host: RegisterTaskDefinition refuses the task "
            "definition"
        ),
    }
    change = {
        "interface": "ContainerPort: another port, on which {container} has to listen",
        "host": "HostPort: another port; or 0, for one that is free",
    }
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.1": (
            "{Name: proxy, Essential: false, PortMappings: [{ContainerPort: 8080}], "
            "Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1'}"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.1.PortMappings.0.ContainerPort": "3000"}
