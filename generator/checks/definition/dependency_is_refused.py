"""A container that waits for what no container of its task can give."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.containers.dependencies import DependencyRefused

_REFUSED = "RegisterTaskDefinition refuses the task definition"


class DependencyIsRefused(Check):
    id = "ECS220"
    lesson = 22
    title = "ECS refuses what a container waits for"
    symptom = (
        "CREATE_FAILED: A dependency container with SUCCESS or COMPLETE condition cannot be an essential container; or "
        "the container's name is not known, or containers wait for one another"
    )
    why = (
        "DependsOn names other containers of the same task. With SUCCESS or COMPLETE the other has to end, and a task "
        "stops as soon as an essential container ends: such a container has to say Essential: false, which is true "
        "without it."
    )
    fix = "Set Essential: false on containers that do their work and end, and name containers as they are called."
    fault = DependencyRefused
    message = {
        "unknown": "{container} waits for {awaited}, and no container of {resource} has that name: " + _REFUSED,
        "essential": (
            "{container} waits until {awaited} ends ({condition}), and {awaited} is essential, so that the task would "
            "end with it: " + _REFUSED
        ),
        "circle": "{container} waits for {awaited}, which comes to wait for {container} itself: " + _REFUSED,
    }
    change = {
        "unknown": "ContainerName: the name of a container of {resource}; or leave the entry out",
        "essential": "Essential of {awaited}: false",
        "circle": "DependsOn: leave {awaited} out, or what it waits for",
    }
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.DependsOn": "[{ContainerName: migrate, Condition: SUCCESS}]",
        "TaskDefinition.ContainerDefinitions.1": (
            "{Name: migrate, Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1', "
            "Essential: false}"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.1.Essential": "true"}
