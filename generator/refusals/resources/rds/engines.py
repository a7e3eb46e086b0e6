"""The engine of a database, and the three that are no Aurora and need no license from elsewhere."""

from __future__ import annotations

from generator.ecs.texts import literal
from generator.stack import Resource

INSTANCE, CLUSTER = "AWS::RDS::DBInstance", "AWS::RDS::DBCluster"
OPEN = ("postgres", "mysql", "mariadb")


def engine_of(database: Resource) -> str:
    """The engine in lower case; empty where it is not known."""
    return (literal(database.get("Engine")) or "").lower()
