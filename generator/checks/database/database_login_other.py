"""Tasks that are told the password of one user and the name of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks._generated_login import OF_DATABASE
from generator.checks.check import Check
from generator.ecs.environment import Variable, all_variables
from generator.ecs.secrets.rotation import rotated
from generator.ecs.secrets.secret_keys import attachments
from generator.ecs.secrets.secrets import SECRET, Injected, injected
from generator.ecs.stores.master_logins import MasterLogin, kept_in, master_login, resolved_from
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Graph, Literal, Reference, Text

_USERS = ("PGUSER", "POSTGRES_USER", "POSTGRES_USERNAME", "MYSQL_USER", "DB_USER", "DB_USERNAME", "DATABASE_USER",
          "DATABASE_USERNAME", "RDS_USERNAME", "SPRING_DATASOURCE_USERNAME")  # fmt: skip
_PASSWORDS = ("PGPASSWORD", "POSTGRES_PASSWORD", "MYSQL_PASSWORD", "DB_PASSWORD", "DB_PASS", "DATABASE_PASSWORD",
              "RDS_PASSWORD", "SPRING_DATASOURCE_PASSWORD")  # fmt: skip
_USER_IN_URL = re.compile(r"://([A-Za-z0-9_-]+):$")


class DatabaseLoginOther(Check):
    id = "WCS349"
    lesson = 34
    title = "Tasks are told the password of one user of a database and the name of another"
    symptom = (
        'FATAL: password authentication failed for user "web" (28P01); or: Access denied for user (using password: YES)'
    )
    why = (
        "RDS creates one user, the master, with the password of its secret. Another user has another password, and "
        "nothing of a template creates one."
    )
    fix = "Take the name and the password from the same secret."
    message = {
        "user": (
            "{variable} tells {task} the user {told}, and the password that it is given is that of {name}, the master "
            "user of {database}: unless somebody gives {told} the same one, the login fails"
        ),
        "password": (
            "{variable} of {task} comes from {secret}, and {name}, the master user of {database}, which tasks are told "
            "to log in as, has the password of {right}: the login fails"
        ),
    }
    change = {
        "user": "{variable}: {name}, or from the secret that has the password",
        "password": "ValueFrom: {right}, with the key {key}",
    }
    base = "database"
    good = {
        **OF_DATABASE,
        "TaskDefinition.ContainerDefinitions.0.Environment.2": "{Name: PGUSER, Value: app}",
        "TaskDefinition.ContainerDefinitions.0.Secrets": (
            "[{Name: PGPASSWORD, ValueFrom: !Sub '${Login}:password::'}]"
        ),
        "ExecutionRole.Policies": (
            "[{PolicyName: login, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, "
            "Action: 'secretsmanager:GetSecretValue', Resource: !Ref Login}]}}]"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.2": "{Name: PGUSER, Value: web}"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them for the one database here whose address a task is told, with a master whose secret is here.

        Source: RDS API Reference, CreateDBInstance, MasterUsername and MasterUserPassword; read 2026-11.
        """
        for task in context.tasks:
            used = [use.database for use in context.databases.used_by(task) if use.addressed]
            master = master_login(context.graph, used[0]) if len(used) == 1 else None
            if master is not None and master.name:
                words: dict[str, object] = {"database": used[0].resource, "name": master.name}
                yield from self._of(context.graph, task, master, words)

    def _of(self, graph: Graph, task: Task, master: MasterLogin, words: dict[str, object]) -> Iterator[Finding]:
        secrets = [each for container in task.containers for each in injected(graph, container)]
        passwords = [each for each in secrets if each.name.upper() in _PASSWORDS]
        masters = any(_is(graph, each, master) for each in passwords)
        users = [each for each in all_variables(task) if each.name.upper() in _USERS and each.text]
        told: list[tuple[Variable, str | None]] = [(each, each.text) for each in users if masters]
        told += [(each, name) for each in all_variables(task) if (name := _in_url(graph, each, master))]
        for variable, user in told:
            if user != master.name:
                steps, named = variable.steps, {"variable": variable.name, "told": user, **words}
                place = variable.container.definition
                yield self.at(place, *steps, tasks=(task.name,), variant="user", **named)
        taken = [each for each in secrets if each.name.upper() in _USERS and each.resource is not None]
        as_master = any(each.text == master.name for each in users) or any(
            each.resource is not None and kept_in(each.resource, each.key) == master.name for each in taken
        )
        for secret in passwords:
            if as_master and not masters and _another(graph, secret) and task.definition is not None:
                named = {"variable": secret.name, "secret": secret.resource, "right": master.secret, **words}
                steps, variant = secret.steps, "password"
                place = task.definition
                yield self.at(place, *steps, tasks=(task.name,), variant=variant, key=master.key, **named)


def _is(graph: Graph, secret: Injected, master: MasterLogin) -> bool:
    """Whether what is injected is the master's password."""
    held = secret.resource if secret.resource is not None else (
        graph.resource(secret.arn.resource) if isinstance(secret.arn, Reference) else None
    )  # fmt: skip
    return held is master.secret and secret.key == master.key


def _another(graph: Graph, secret: Injected) -> bool:
    """Whether a secret certainly has nothing to do with the database: nothing attaches it or rotates it."""
    made = secret.resource
    if made is None or made.type != SECRET or attachments(graph, made) or made.path in rotated(graph):
        return False
    return not graph.open_reasons(made)


def _in_url(graph: Graph, variable: Variable, master: MasterLogin) -> str:
    """The user of a URL that has the master's password behind it."""
    pieces = variable.value.parts if isinstance(variable.value, Text) else ()
    for before, behind in pairwise(pieces):
        found = _USER_IN_URL.search(before.text) if isinstance(before, Literal) else None
        if found and resolved_from(graph, behind) == (master.secret, master.key):
            return found[1]
    return ""
