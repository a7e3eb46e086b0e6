"""Tasks that are given the secret of a database whose password RDS does not manage."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.secrets.secrets import injected
from generator.ecs.stores.databases import CLUSTER, INSTANCE
from generator.ecs.tasks import Task, flag
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.cause import Steps
from generator.needs.context import Context
from generator.stack import Reference, Resource, Value, parts

_ATTRIBUTE = "MasterUserSecret.SecretArn"


class ManagedSecretAbsent(Check):
    id = "ECS346"
    lesson = 34
    title = "Tasks are given the secret of a database that has none"
    symptom = "The creation of the task definition fails, or ECS asks for a secret without a name and no task starts"
    why = (
        "RDS makes a secret, and MasterUserSecret is its ARN, only with ManageMasterUserPassword. With a password of "
        "one's own the attribute is empty."
    )
    fix = "Set ManageMasterUserPassword to true, in place of MasterUserPassword; or name the secret of your own."
    message = (
        "{given} is MasterUserSecret.SecretArn of {resource}, which has no ManageMasterUserPassword and so no such "
        "secret: the stack fails, or the secret is asked for by an empty name and tasks of {task} do not start"
    )
    change = "ManageMasterUserPassword: true, and no MasterUserPassword"
    base = "database"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Environment.1": (
            "{Name: LOGIN, Value: !GetAtt Database.MasterUserSecret.SecretArn}"
        ),
    }
    bad = {
        "Database.ManageMasterUserPassword": None,
        "Database.MasterUserPassword": "'{{resolve:ssm-secure:/app/password}}'",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them by the attribute. Source: CloudFormation Template Reference, AWS::RDS::DBInstance; read 2026-11."""
        for task in context.tasks:
            for _, given, value in _values(context, task):
                database = _of_secret(context, value)
                if database is not None and flag(database.get("ManageMasterUserPassword")) is Truth.NO:
                    yield self.at(database, tasks=(task.name,), given=given)
                    break


def _values(context: Context, task: Task) -> Iterator[tuple[Steps, str, Value]]:
    for variable in all_variables(task):
        yield variable.steps, variable.name, variable.value
    for container in task.containers:
        for secret in injected(context.graph, container):
            yield secret.steps, secret.name, secret.arn


def _of_secret(context: Context, value: Value) -> Resource | None:
    for part in parts(value):
        if isinstance(part, Reference) and part.attribute == _ATTRIBUTE:
            return context.graph.target(part, INSTANCE, CLUSTER)
    return None
