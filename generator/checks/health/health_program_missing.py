"""Lesson 8: a health check by a program that is not in the image."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.containers.health import HealthProgramNotInImage


class HealthProgramMissing(Check):
    id = "ECS080"
    lesson = 8
    title = "Program of the health check is not in the image"
    symptom = (
        "Task failed container health checks; (service ...) (deployment ...) deployment failed: tasks failed to "
        "start. The application itself logs nothing unusual"
    )
    why = (
        "The check runs inside the container. Alpine and slim images do not contain curl, and images without a "
        "distribution do not even contain a shell for CMD-SHELL. A check that cannot run counts as a failed check, "
        "and its output is not in the log."
    )
    fix = (
        "Use a program that the image has, such as wget in Alpine or node itself; or install the program in the image."
    )
    fault = HealthProgramNotInImage
    message = (
        "the health check of {container} runs {program}, which is not in {image}: every task of {task} becomes "
        "UNHEALTHY and ECS replaces it ({because})"
    )
    change = "Command: a program that is in the image; or add {program} to {holder}"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Image": "public.ecr.aws/docker/library/node:22-alpine",
        "TaskDefinition.ContainerDefinitions.0.Command": "[node, server.js]",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command.1": ("curl -f http://127.0.0.1:3000/ || exit 1"),
    }
