"""Rotation of secrets by a function that CloudFormation makes: the transform, the kind, and what the secret holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.secrets.secret_keys import ATTACHMENT, DATABASES, attachments, keys_of_created
from generator.ecs.secrets.secrets import SECRET
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

_HOSTED = "HostedRotationLambda"
_TRANSFORM = re.compile(r"AWS::SecretsManager-\d{4}-\d{2}-\d{2}")
_KIND = re.compile(r"(MySQL|PostgreSQL|MariaDB|Oracle|SQLServer|Redshift|MongoDB)(Single|Multi)User")
_ENGINES = {"MySQL": ("mysql", "aurora-mysql", "aurora"), "PostgreSQL": ("postgres", "aurora-postgresql"),
            "MariaDB": ("mariadb",), "Oracle": ("oracle",), "SQLServer": ("sqlserver",)}  # fmt: skip
_NEEDED = ("engine", "host", "password", "username")


def rotation(graph: Graph, schedule: Resource) -> Iterator[str]:
    """Say what keeps it from being made, or from rotating at once, which it does when it is made.

    Sources: rails-lambda/lamby #57 (the transform AWS::SecretsManager-2020-07-23 makes the function);
    aws-samples/aws-secrets-manager-rotation-lambdas #99 (KeyError: 'masterarn': the secret has to have it, whatever
    MasterSecretArn says); Enterprise-CMCS/managed-care-review pull request #4540 (engine and host in the secret);
    excerpts, read 2026-11. Secrets Manager User Guide, "Rotation function templates" (one for an engine); from memory.
    """
    if isinstance(schedule.get(_HOSTED), Absent):
        return
    names = schedule.at.document.transforms()
    if not any(_TRANSFORM.fullmatch(name) for name in names) and not _others(names):
        yield f"{schedule} has a {_HOSTED}, and the template no Transform AWS::SecretsManager-..., which makes it"
    kind = _KIND.fullmatch(literal(schedule.get(_HOSTED, "RotationType")) or "")
    secret = _secret(graph, schedule)
    if kind is None or secret is None:
        return
    known = keys_of_created(graph, secret).names
    lacking = [name for name in _NEEDED if known is not None and name not in known]
    if lacking:
        yield f"{schedule} rotates {secret}, which has no {', '.join(lacking)}: a SecretTargetAttachment writes them"
    if kind[2] == "Multi" and known is not None and "masterarn" not in known:
        yield f"{schedule} rotates {secret} by {kind[0]}, and {secret} has no key masterarn, the secret of the admin"
    for attachment in attachments(graph, secret):
        database = graph.target(attachment.get("TargetId"), *DATABASES)
        engine = (literal(database.get("Engine")) or "").lower() if database is not None else ""
        taken = _ENGINES.get(kind[1], ())
        if engine and taken and not engine.startswith(taken):
            yield f"RotationType of {schedule} is {kind[0]}, and {database}, which {secret} is for, is of {engine}"


def _others(names: list[str]) -> bool:
    """Whether a macro that is not AWS's may do the same."""
    return any(not name.startswith("AWS::") for name in names)


def _secret(graph: Graph, schedule: Resource) -> Resource | None:
    """The secret, by itself or by its attachment, whose Ref is its ARN."""
    value = schedule.get("SecretId")
    attachment = graph.target(value, ATTACHMENT)
    return graph.target(attachment.get("SecretId"), SECRET) if attachment is not None else graph.target(value, SECRET)


REFUSALS: Refusals = {"AWS::SecretsManager::RotationSchedule": (rotation,)}
