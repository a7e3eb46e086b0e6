"""Roles that a database is given for a feature, such as to read from S3, and that RDS may not assume."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.roles import Roles
from generator.ecs.tasks import items
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import CLUSTER, INSTANCE
from generator.refusals.trusts import distrusts
from generator.stack import Graph, Resource


def feature_roles(graph: Graph, database: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Setting up access to an Amazon S3 bucket" (a trust in rds.amazonaws.com), from memory;
    what RDS says otherwise, "IAM role ARN value is invalid or does not include the required permissions", is in
    terraform-provider-aws #20945, read 2026-11."""
    roles = Roles(graph)
    for index, _ in items(database.get("AssociatedRoles")):
        role = roles.resource(database.get("AssociatedRoles", index, "RoleArn"))
        if role is not None and distrusts(role, "rds."):
            yield f"{role} trusts other services, and {database} has rds.amazonaws.com assume it (AssociatedRoles)"


REFUSALS: Refusals = {
    INSTANCE: (feature_roles,),
    CLUSTER: (feature_roles,),
}
