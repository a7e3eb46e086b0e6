"""Values in a task definition that others can read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.environment import Variable, all_variables
from generator.ecs.tasks import Container, Task
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Literal
from generator.text.credentials import credential, plain_secret


def hygiene_faults(context: Context) -> Iterator[Worded]:
    """Give plaintext secrets."""
    for task in context.tasks:
        for variable in all_variables(task):
            yield from _plaintext(task, variable)
        for container in task.containers:
            yield from _value_for_name(task, container)


def _plaintext(task: Task, variable: Variable) -> Iterator[Worded]:
    value = variable.value
    if not isinstance(value, Literal) or value.via or not plain_secret(variable.name, value.text):
        return
    what = (
        f"{variable.name} of {variable.container.name} ({task.name}) is written in plain text: everyone who may read "
    )
    what += "the template or describe the task definition reads it"
    fix = f"Secrets: {variable.name} from an AWS::SecretsManager::Secret, and change the value"
    yield Worded("WCS150", variable.container.definition, variable.steps, what, fix, (task.name,))


def _value_for_name(task: Task, container: Container) -> Iterator[Worded]:
    """Find the value of a secret where ECS looks for the name of one."""
    for steps, name, value in container.pairs("Secrets", "Name", "ValueFrom"):
        kind = credential(value.text) if isinstance(value, Literal) and not value.via else ""
        if kind:
            what = (
                f"ValueFrom of {name} of {container.name} ({task.name}) is {kind} itself, where the ARN or name of a "
            )
            what += "secret belongs: everybody who may read the template reads it, and the tasks do not start"
            fix = f"ValueFrom: the ARN of an AWS::SecretsManager::Secret that holds {name}, and change the value"
            yield Worded("WCS150", container.definition, (*steps, "ValueFrom"), what, fix, (task.name,))
