"""Containers that are promised more than their task has."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.containers.sizes import TaskTooSmall


class TaskIsTooSmall(Check):
    id = "ECS222"
    lesson = 22
    title = "Containers are promised more than their task has"
    symptom = "CREATE_FAILED: Invalid request provided: Create TaskDefinition: Invalid setting for container"
    why = (
        "What the containers of a task reserve has to fit into the size of the task: MemoryReservation, or Memory "
        "where a container has no reservation, and on Fargate Cpu. No container may have a limit above that size."
    )
    fix = "Give the task a larger size, or the containers less."
    fault = TaskTooSmall
    message = {
        "sum": (
            "the containers of {task} reserve {promised} {unit} together, and {property} of the task is {size}: "
            "RegisterTaskDefinition refuses the task definition"
        ),
        "one": (
            "{container} of {task} may use {promised} {unit}, and {property} of the task is {size}: "
            "RegisterTaskDefinition refuses the task definition"
        ),
    }
    change = "{property}: {promised} or more, as far as Fargate sells it; or less for the containers"
    base = "nat"
    good = {"TaskDefinition.ContainerDefinitions.0.MemoryReservation": "512"}
    bad = {"TaskDefinition.ContainerDefinitions.0.MemoryReservation": "768"}
