"""A container that waits for the health of one that nobody checks."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.containers.dependencies import DependencyNeverHealthy


class DependencyIsNeverHealthy(Check):
    id = "ECS221"
    lesson = 22
    title = "Container waits for the health of one without a health check"
    symptom = "The task stays PENDING and stops; the container that waits is never started"
    why = (
        "HEALTHY is what a health check of the task definition says. ECS does not look at the HEALTHCHECK of an image, "
        "so a container without a HealthCheck has no health that could be waited for."
    )
    fix = "Give the container that is waited for a HealthCheck, or wait for its START."
    fault = DependencyNeverHealthy
    message = {
        "absent": (
            "{container} waits until {awaited} is healthy, and {awaited} has no HealthCheck: {container} is never "
            "started, and the task stops"
        ),
        "off": (
            "{container} waits until {awaited} is healthy, and the health check of {awaited} is turned off: "
            "{container} is never started, and the task stops"
        ),
    }
    change = "HealthCheck of {awaited}: add a command that tells when it is ready; or Condition: START"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.1": (
            "{Name: proxy, Essential: false, DependsOn: [{ContainerName: web, Condition: HEALTHY}], "
            "Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1'}"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.HealthCheck": None}
