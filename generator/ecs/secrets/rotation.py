"""What rotates the passwords of databases."""

from __future__ import annotations

from generator.ecs.arns import settled
from generator.ecs.secrets.secret_keys import DATABASES
from generator.ecs.secrets.secrets import SECRET
from generator.stack import Graph, Literal, Resource

SCHEDULE = "AWS::SecretsManager::RotationSchedule"


def rotated(graph: Graph) -> dict[str, Resource]:
    """What rotates a login, by the path of its secret, or of the database whose password RDS manages.

    A schedule rotates a secret, RDS the password of a database; the database itself stands for RDS.
    """
    rotating: dict[str, Resource] = {}
    for schedule in graph.of_type(SCHEDULE):
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
