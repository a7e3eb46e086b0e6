"""Values that ECS looks nothing up by, and a key that keeps Fargate from its storage: tasks that never start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.clusters import CLUSTER
from generator.ecs.tasks import Task, items
from generator.ecs.texts import Texts, literal
from generator.logic import Answer, Truth, no, unknown
from generator.needs.never_starts import NeverStarts
from generator.stack import Call, Listing, Literal, Mapping, Text, Unknown, Value, by_default, parts, shown

_PARAMETER = re.compile(r"arn:[^:]*:ssm:[^:]*:[^:]*:(?P<rest>.*)", re.DOTALL)


def values_of_nothing(task: Task) -> Iterator[Answer]:
    """Answer no where what ECS looks a value up by is the value itself, or no ARN of a parameter.

    Sources: CloudFormation User Guide, "Get values stored in other services using dynamic references" (the value is put
    in before ECS sees anything); ECS Developer Guide, "Pass Systems Manager parameters through Amazon ECS environment
    variables" (arn:aws:ssm:region:account:parameter/name, and no JSON keys); read 2026-11.
    """
    for container in task.containers:
        places = [
            ("Secrets", index, "ValueFrom") for index, _ in items(container.get("Secrets"))
        ] + [
            ("LogConfiguration", "SecretOptions", index, "ValueFrom")
            for index, _ in items(container.get("LogConfiguration", "SecretOptions"))
        ]  # fmt: skip
        for place in (*places, ("RepositoryCredentials", "CredentialsParameter")):
            value = container.get(*place)
            reference = _resolved(value)
            if said := reference or _no_parameter(value):
                said = f"{place[-1]} of {container.name} {said}"
                instead = f"{place[-1]}: the ARN of the secret, or the name or the ARN of the parameter"
                steps = (*container.steps, *place)
                fault = NeverStarts(container.definition, steps, (task.name,), said, instead)
                yield no(fault) if reference or not by_default(value) else unknown(said)


def storage_key_shut(task: Task) -> Iterator[Answer]:
    """Answer no where the key for the storage of Fargate has a policy that does not let Fargate use it.

    Source: ECS Developer Guide, "Create an encryption key for Fargate ephemeral storage for Amazon ECS" (the service
    fargate.amazonaws.com has to be allowed kms:GenerateDataKeyWithoutPlaintext, kms:CreateGrant and kms:DescribeKey in
    the policy of the key); read 2026-11.
    """
    service = task.service
    cluster = task.graph.target(service.get("Cluster"), CLUSTER) if service else None
    if cluster is None or task.fargate is not Truth.YES:
        return
    way = ("Configuration", "ManagedStorageConfiguration", "FargateEphemeralStorageKmsKeyId")
    key = task.graph.target(cluster.get(*way), "AWS::KMS::Key")
    statements = key.get("KeyPolicy", "Statement") if key else None
    if key is None or not isinstance(statements, Listing) or not task.graph.closed(key):
        return
    known, lets = True, False
    for each in statements.items:
        who = each.get("Principal") if isinstance(each, Mapping) else None
        named = list(parts(who)) if who is not None else []
        known = (
            known
            and isinstance(each, Mapping)
            and each.rest is None
            and not any(isinstance(part, Unknown) for part in named)
        )
        lets = lets or any(literal(part) in ("fargate.amazonaws.com", "*") for part in named)
    if known and not lets:
        said = f"the policy of {key}, the key of {cluster} for the storage of Fargate, does not let Fargate use it"
        instead = "KeyPolicy: allow fargate.amazonaws.com kms:GenerateDataKeyWithoutPlaintext and kms:CreateGrant"
        yield no(NeverStarts(key, ("KeyPolicy",), (task.name,), said, instead))


def _resolved(value: Value) -> str:
    first = value.parts[0] if isinstance(value, Text) else value
    called = first.arguments[0] if isinstance(first, Call) and first.function == "resolve" and first.arguments else None
    named = called.parts[0] if isinstance(called, Text) else called
    by_call = isinstance(named, Literal) and named.text.startswith("secretsmanager:")
    if by_call or (isinstance(first, Literal) and first.text.startswith("{{resolve:secretsmanager:")):
        return "is a dynamic reference, in whose place CloudFormation writes the value itself: ECS asks for that name"
    return ""


def _no_parameter(value: Value) -> str:
    if not isinstance(value, Literal | Text):
        return ""
    text = literal(value)
    found = _PARAMETER.fullmatch(text if text is not None else Texts().text(value))
    if found is None:
        return ""
    if found["rest"].startswith("parameter:"):
        return f"is {shown(value)[:80]}, with a colon behind parameter where a slash belongs: it is not found"
    if found["rest"].count(":") > 1:
        return f"is {shown(value)[:80]}, with a key behind the parameter, and parameters have none: it is not found"
    return ""
