"""Ours: a secret among the variables of a task definition."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Literal
from generator.text.credentials import credential, plain_secret


class SecretInPlainText(Check):
    id = "WCS150"
    lesson = 15
    title = "Secret is written in plain text in the task definition"
    symptom = "None, until somebody reads it: in the repository, in the console, or by ecs:DescribeTaskDefinition"
    why = (
        "Variables are stored as they are in every revision of the task definition, and read-only access shows "
        "them. A value that has been committed is known, and has to be changed."
    )
    fix = "Inject it under Secrets from Secrets Manager or Parameter Store, and change the value."
    message = {
        "variable": "{name} of {container} ({task}) is written in plain text; everybody who can read the template or "
        "call DescribeTaskDefinition can read it",
        "value for name": "ValueFrom of {name} of {container} ({task}) is {kind} itself instead of the ARN or name of "
        "a secret; everybody who can read the template can read it, and the tasks do not start",
    }
    change = {
        "variable": "Secrets: {name} from an AWS::SecretsManager::Secret, and change the value",
        "value for name": "ValueFrom: the ARN of an AWS::SecretsManager::Secret that holds {name}, and change the "
        "value",
    }
    base = "injected"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Secrets": None,
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: API_KEY, Value: k7-example-3nq}]",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            yield from self._variables(task)
            yield from self._values_for_names(task)

    def _variables(self, task: Task) -> Iterator[Finding]:
        for variable in all_variables(task):
            value, container = variable.value, variable.container
            if isinstance(value, Literal) and not value.via and plain_secret(variable.name, value.text):
                yield self.at(
                    container.definition,
                    *variable.steps,
                    tasks=(task.name,),
                    variant="variable",
                    name=variable.name,
                    container=container.name,
                    task=task.name,
                )

    def _values_for_names(self, task: Task) -> Iterator[Finding]:
        """Find the value of a secret where ECS looks for the name of one."""
        for container in task.containers:
            for steps, name, value in container.pairs("Secrets", "Name", "ValueFrom"):
                kind = credential(value.text) if isinstance(value, Literal) and not value.via else ""
                if kind:
                    yield self.at(
                        container.definition,
                        *steps,
                        "ValueFrom",
                        tasks=(task.name,),
                        variant="value for name",
                        name=name,
                        container=container.name,
                        kind=kind,
                        task=task.name,
                    )
