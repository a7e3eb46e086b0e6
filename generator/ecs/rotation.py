"""What rotates the passwords of databases, and what may redeploy services after a rotation."""

from __future__ import annotations

from generator.ecs.arns import settled
from generator.ecs.secret_keys import DATABASES
from generator.ecs.secrets import SECRET
from generator.stack import Absent, Graph, Literal, Resource, parts

_SCHEDULE = "AWS::SecretsManager::RotationSchedule"
_STARTERS = ("AWS::Events::Rule", "AWS::Scheduler::Schedule", "AWS::Pipes::Pipe")
_SIGNS = ("secretsmanager", "rotat", "updateservice", "update-service", "aws.rds")


def rotated(graph: Graph) -> dict[str, Resource]:
    """Give what rotates a login, by the path of its secret, or of the database whose password RDS manages.

    A schedule rotates a secret, RDS the password of a database; the database itself stands for RDS.
    """
    rotating: dict[str, Resource] = {}
    for schedule in graph.of_type(_SCHEDULE):
        secret = graph.target(settled(graph, schedule.get("SecretId")), SECRET)
        kind = schedule.get("HostedRotationLambda", "RotationType")
        # With two users taking turns the old password stays valid for a whole turn.
        if secret is not None and not (isinstance(kind, Literal) and kind.text.endswith("MultiUser")):
            rotating[secret.path] = schedule
    for database in graph.of_type(*DATABASES):
        managed = database.get("ManageMasterUserPassword")
        if isinstance(managed, Literal) and managed.boolean:
            rotating[database.path] = database
    return rotating


def may_redeploy(graph: Graph) -> bool:
    """Tell whether something here may redeploy services after a rotation."""
    return any(_about_rotation(resource) for resource in graph.of_type(*_STARTERS))


def _about_rotation(resource: Resource) -> bool:
    pattern = resource.get("EventPattern")
    texts = [part.text.lower() for part in parts(resource.get()) if isinstance(part, Literal)]
    if not isinstance(pattern, Absent) and any(not isinstance(part, Literal) for part in parts(pattern)):
        texts += [key.lower() for part in parts(pattern) for key, _ in getattr(part, "entries", ())]
    return any(sign in text for sign in _SIGNS for text in texts)
