"""Containers that together are no task that ECS takes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.limits import limit
from generator.checks.check import Check
from generator.ecs.containers.written_size import least_characters
from generator.ecs.tasks import flag, items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class ContainersRefused(Check):
    id = "ECS254"
    lesson = 25
    title = "No container of a task is essential, or they are too many or too large"
    symptom = (
        "CREATE_FAILED: Invalid setting for container '...'. At least one container in the task definition must be "
        "marked as essential"
    )
    why = (
        "A task runs as long as its essential containers do, so at least one of them has to be essential, as each is "
        "that does not say otherwise. A task definition has at most 10 containers."
    )
    fix = "Leave Essential out for the container that does the work; split a task of more containers."
    message = {
        "essential": (
            "Essential is false for every container of {resource}: RegisterTaskDefinition fails (at least one "
            "container has to be essential)"
        ),
        "size": (
            "what is written in ContainerDefinitions of {resource} has {count} characters, and a task definition has "
            "at most {most} bytes: RegisterTaskDefinition fails"
        ),
        "many": "{resource} has {count} containers, and ECS takes at most {most}: RegisterTaskDefinition fails",
    }
    change = {
        "essential": "Essential: true, for the container that does the work",
        "size": "ContainerDefinitions: shorter values and labels; long variables into EnvironmentFiles in S3",
        "many": "ContainerDefinitions: {most} or fewer",
    }
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions": "["
        + ", ".join(
            f"{{Name: side{index}, Image: 'public.ecr.aws/docker/library/redis:7.4.{index}'}}" for index in range(11)
        )
        + "]",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Count the containers that are written, and ask each whether it is certainly not essential.

        Source: ECS API Reference, ContainerDefinition, essential; ECS Developer Guide, "Amazon ECS service quotas",
        containers per task definition; read 2026-11.
        """
        for task in context.tasks:
            if task.definition is None or task.unreadable or not task.containers:
                continue
            listed = len(list(items(task.definition.get("ContainerDefinitions"))))
            place = {"tasks": (task.name,)}
            if all(
                flag(container.get("Essential")) is Truth.NO and container.written("Essential") is not None
                for container in task.containers
            ):
                steps = (*task.containers[0].steps, "Essential")
                yield self.at(task.definition, *steps, variant="essential", **place)
            written = task.definition.get("ContainerDefinitions")
            length, most = least_characters(written), limit("task_definition_bytes")
            if length > most:
                steps = ("ContainerDefinitions",)
                yield self.at(task.definition, *steps, variant="size", count=length, most=most, **place)
            most = limit("containers_per_task_definition")
            if listed > most:
                steps = ("ContainerDefinitions",)
                yield self.at(task.definition, *steps, variant="many", count=listed, most=most, **place)
