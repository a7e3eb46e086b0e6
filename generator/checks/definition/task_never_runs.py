"""Tasks that ECS takes, and that never get to run: what they wait for does not come, or is not there."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.never_starts import NeverStarts


class TaskNeverRuns(Check):
    id = "ECS435"
    lesson = 43
    title = "Something with which no task gets to run"
    symptom = (
        "ResourceInitializationError, CannotStartContainerError, a task that stays PENDING, or no container instance "
        "met all of its requirements; the deployment never ends"
    )
    why = (
        "ECS registers a task definition without looking up what it names, starting what it runs, or reading what its "
        "hosts are told. What is wrong there shows when a task starts, each time."
    )
    fix = "Write what is there; the message names the property."
    fault = NeverStarts
    message = "{said}: no task of {task} gets to run"
    change = "{instead}"
    base = "injected"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom": (
            "'{{resolve:secretsmanager:web:SecretString:token}}'"
        ),
    }
