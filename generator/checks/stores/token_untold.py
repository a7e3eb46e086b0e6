"""A cache that asks for a token, and tasks that are given none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.stores.cluster_mode import GROUP
from generator.ecs.stores.tellings import Telling, tellings
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent

_LOGIN = re.compile(r"TOKEN|PASS|AUTH|SECRET|CRED|LOGIN", re.IGNORECASE)


class TokenUntold(Check):
    id = "WCS261"
    lesson = 26
    title = "Cache asks for a token, and nothing gives tasks one"
    symptom = "NOAUTH Authentication required"
    why = "A cache with AuthToken answers no command of a client that has not sent the token."
    fix = "Inject the token with Secrets, from the secret that AuthToken is taken from."
    message = "{store} asks for a token (AuthToken), and {task} is told its address and no token: NOAUTH"
    change = "Secrets of {container}: the token of {store}, by valueFrom"
    base = "cached"
    good = {
        "Cache.AuthToken": "'{{resolve:secretsmanager:cache:SecretString:token}}'",
        "TaskDefinition.ContainerDefinitions.0.Secrets": (
            "[{Name: REDIS_TOKEN, ValueFrom: !Sub "
            "'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:cache-AbCdEf:token::'}]"
        ),
        "ExecutionRole.Policies": (
            "[{PolicyName: token, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, "
            "Action: 'secretsmanager:GetSecretValue', Resource: !Sub "
            "'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:cache-AbCdEf'}]}}]"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Secrets": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the tasks that are told where a cache is, and have no variable that may hold its token."""
        for task in context.tasks:
            if task.unreadable or _may_have_login(task):
                continue
            seen = set()
            for telling in tellings(context.graph, context.stores, task):
                store = telling.store
                if (
                    store is None
                    or store.resource.type != GROUP
                    or store.resource.path in seen
                    or "@" in telling.before
                ):
                    continue
                seen.add(store.resource.path)
                if not isinstance(store.resource.get("AuthToken"), Absent) and not _asks_at_run_time(task):
                    yield self._found(task, telling)

    def _found(self, task: Task, telling: Telling) -> Finding:
        assert telling.store is not None
        assert telling.container is not None
        words = {"store": str(telling.store), "task": task.name, "container": telling.container.name}
        return self.at(telling.place, *telling.steps, tasks=(task.name,), **words)


def _may_have_login(task: Task) -> bool:
    """Whether a task is injected with anything, or has files of variables: either may hold the token."""
    lists = [container.get(key) for container in task.containers for key in ("Secrets", "EnvironmentFiles")]
    return any(not isinstance(each, Absent) for each in lists)


def _asks_at_run_time(task: Task) -> bool:
    """Whether a variable may hold the login, or the program may fetch it."""
    if not isinstance(task.role("TaskRoleArn"), Absent):
        return True  # The program may read the secret itself.
    return any(
        _LOGIN.search(variable.name) or "secret" in str(variable.value).lower() for variable in all_variables(task)
    )
