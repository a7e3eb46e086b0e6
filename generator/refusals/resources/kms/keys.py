"""What KMS refuses of keys and replicas: policies that lock everybody out, and rotation that there is none of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.resources.iam.documents import listed, statements, statements_at, texts
from generator.refusals.resources.iam.roles import no_service
from generator.refusals.resources.kms.denials import KEY, OF_A_REGION, denied
from generator.stack import Absent, Choice, Graph, Mapping, Reference, Resource, Unknown, Value

_KEEPS_KEY = re.compile(r"\*|kms:\*|kms:put.*", re.IGNORECASE)
_TO_CHANGE = ("kms:putkeypolicy", "kms:put*", "kms:*", "*")


def lockout(_graph: Graph, key: Resource) -> Iterator[str]:
    """Source: KMS API Reference, CreateKey, Policy (the lockout); read 2026-11."""
    written = key.get("KeyPolicy")
    if not isinstance(written, Mapping) or _is_true(key.get("BypassPolicyLockoutSafetyCheck")):
        return
    known = [statement for _, statement in statements_at(key, ("KeyPolicy",))]
    if not known or len(known) != len(list(listed(written.get("Statement")))):
        return
    if not any(_may_change(statement) for statement in known):
        yield f"KeyPolicy of {key} lets nobody change it: KMS refuses a policy that locks its writer out"


def _may_change(statement: Mapping) -> bool:
    if literal(statement.get("Effect")) != "Allow":
        return literal(statement.get("Effect")) is None
    values = list(listed(statement.get("Action")))
    actions = [literal(value) for value in values]
    return not actions or any(text is None or _KEEPS_KEY.fullmatch(text) or "*" in text[:5] for text in actions)


def _is_true(value: Value) -> bool:
    return isinstance(value, Reference | Choice | Unknown) or (literal(value) or "").lower() == "true"


def principals_and_rotation(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Keys that are not rotated by themselves: those of another kind than SYMMETRIC_DEFAULT, or brought along.

    Source: KMS API Reference, EnableKeyRotation (symmetric encryption keys only); read 2026-11.
    """
    for statement in statements(resource.get("KeyPolicy")):
        who = statement.get("Principal")
        if isinstance(who, Mapping) and literal(who.get("Service")) == "*":
            yield f"KeyPolicy of {resource} names the Service *, which is no principal"
        for text in texts(who.get("Service")) if isinstance(who, Mapping) else ():
            if text != "*" and no_service(text):
                yield f"KeyPolicy of {resource} names {text[:60]}, which is no service on record"
    if (literal(resource.get("EnableKeyRotation")) or "").lower() != "true":
        return
    spec = literal(resource.get("KeySpec"))
    if spec is not None and spec != "SYMMETRIC_DEFAULT":
        yield f"EnableKeyRotation of {resource} is true, which keys of the kind {spec[:40]} do not have"


def denied_to_all(_graph: Graph, key: Resource) -> Iterator[str]:
    """Source: KMS API Reference, CreateKey, Policy (the caller must be able to change it); read 2026-11. CloudFormation
    Template Reference, AWS::KMS::Key, RotationPeriodInDays; not looked up."""
    bypassed = flag(key.get("BypassPolicyLockoutSafetyCheck")) is Truth.YES
    if not bypassed and (what := denied(key, _TO_CHANGE)):
        yield f"KeyPolicy of {key} denies {what} to all: KMS refuses a policy that locks its writer out"
    if flag(key.get("EnableKeyRotation")) is Truth.NO and not isinstance(key.get("RotationPeriodInDays"), Absent):
        yield f"{key} has RotationPeriodInDays, and is not rotated"


def replica_of_region(graph: Graph, replica: Resource) -> Iterator[str]:
    """Source: KMS API Reference, ReplicateKey (another Region than the primary's); read 2026-11."""
    primary, region = replica.get("PrimaryKeyArn"), literal(graph.pseudo("AWS::Region"))
    found = OF_A_REGION.fullmatch(literal(primary) or "")
    if graph.target(primary, KEY) is not None and isinstance(primary, Reference):
        yield f"{replica} is a replica of {graph.target(primary, KEY)}, which is in the same Region"
    elif found and found[2] == region:
        yield f"{replica} is a replica of a key in {region}, where it is itself"


REFUSALS: Refusals = {
    KEY: (
        lockout,
        principals_and_rotation,
        denied_to_all,
    ),
    "AWS::KMS::ReplicaKey": (replica_of_region,),
}
