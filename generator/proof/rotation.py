"""Do running tasks notice that a secret they were started with has been rotated?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.arns import settled
from generator.ecs.secret_keys import DATABASES
from generator.ecs.secrets import SECRET, Injected, injected
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Graph, Literal, Reference, Resource, parts

_SCHEDULE = "AWS::SecretsManager::RotationSchedule"
_LOGIN = ("", "password", "username")
_MOVERS = ("AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::Pipes::Pipe")
_SIGNS = ("secretsmanager", "rotat", "updateservice", "update-service", "aws.rds")


def rotation_faults(context: Context) -> Iterator[Worded]:
    """Give the injected logins that go stale in running tasks."""
    graph = context.graph
    if redeploys(graph):
        return
    rotated = dict(_rotated(graph))
    for task in context.tasks:
        if task.service is None or task.definition is None or not graph.closed(task.service):
            continue
        for container in task.containers:
            for one in injected(graph, container):
                why = rotated.get(_path(one))
                if why is None or one.key not in _LOGIN or "Secrets" not in one.steps:
                    continue
                what = f"{one.name} of {container.name} is read when a task of {task.name} starts, and {why}: after a "
                what += "rotation running tasks keep the old password, and new connections fail (28P01, access denied)"
                fix = (
                    "an AWS::Events::Rule on the rotation that forces a new deployment; or let the app read the secret"
                )
                yield Worded("WCS170", task.definition, one.steps, what, fix, (task.name,))


def _path(one: Injected) -> str:
    if one.resource is not None:
        return one.resource.path
    return one.arn.resource if isinstance(one.arn, Reference) else ""


def _rotated(graph: Graph) -> Iterator[tuple[str, str]]:
    for schedule in graph.of_type(_SCHEDULE):
        secret = graph.target(settled(graph, schedule.get("SecretId")), SECRET)
        kind = schedule.get("HostedRotationLambda", "RotationType")
        # With two users taking turns the old password stays valid for a whole turn.
        if secret is not None and not (isinstance(kind, Literal) and kind.text.endswith("MultiUser")):
            yield secret.path, f"{schedule} rotates it"
    for resource in graph.of_type(*DATABASES):
        managed = resource.get("ManageMasterUserPassword")
        if isinstance(managed, Literal) and managed.boolean:
            yield resource.path, f"RDS rotates the password of {resource}, every 7 days by default"


def redeploys(graph: Graph) -> bool:
    """Tell whether something here may redeploy services after a rotation."""
    return any(_about_rotation(resource) for resource in graph.of_type(*_MOVERS))


def _about_rotation(resource: Resource) -> bool:
    pattern = resource.get("EventPattern")
    texts = [part.text.lower() for part in parts(resource.get()) if isinstance(part, Literal)]
    if not isinstance(pattern, Absent) and any(not isinstance(part, Literal) for part in parts(pattern)):
        texts += [key.lower() for part in parts(pattern) for key, _ in getattr(part, "entries", ())]
    return any(sign in text for sign in _SIGNS for text in texts)
