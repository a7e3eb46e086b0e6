"""What would be lost for good: resources that hold data, names or keys, and that a change ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.awsdata.resources import resource_type, stateful
from generator.changes.change import Change


@dataclass(frozen=True)
class Loss:
    """What a change ends for good. ``allowed`` when somebody named the path of the resource.

    Mostly the resource itself goes away; ``stays`` when it stays, and only ``what`` it held is another afterwards.
    """

    change: Change
    what: str
    allowed: bool
    stays: bool = False


def losses(changes: Iterable[Change], allowed: Collection[str] = ()) -> list[Loss]:
    """What is lost when stateful resources are replaced, removed or changed; a loss that is only possible is left out.

    ``allowed`` holds paths such as ``Database/Instance``; the path of a stack allows what it contains.
    """
    ended = []
    for change in changes:
        if change.ends and stateful(change.type):
            ended.append(Loss(change, stateful(change.type), is_allowed(change.path, allowed)))
        elif _generated_anew(change):
            ended.append(Loss(change, "its value", is_allowed(change.path, allowed), stays=True))
    return ended


def _generated_anew(change: Change) -> bool:
    """Whether a secret stays and gets another value: any change inside of GenerateSecretString does that.

    What was set from the old value, such as a database's password, does not follow (schema of
    AWS::SecretsManager::Secret: "When you make a change to this property, a new secret version is created"; users tell
    of it at npmjs.com/package/@matthewbonig/secret; read 2026-11).
    """
    if change.type != "AWS::SecretsManager::Secret" or change.action not in ("modify", "replace"):
        return False
    return any(
        difference.certain and difference.path.partition(".")[0] == "GenerateSecretString"
        for difference in change.differences
    )


def is_allowed(path: Sequence[str], allowed: Collection[str]) -> bool:
    """Whether a path, or a stack that contains it, is among those that were named."""
    return any("/".join(path[:length]) in allowed for length in range(1, len(path) + 1))


def deletion_policy(type_: str, resource: Mapping[str, Any]) -> str:
    """What becomes of a resource of a template when its stack lets go of it: Delete, Retain or Snapshot.

    Databases leave a snapshot when the template does not say, but for instances of a cluster (CloudFormation User
    Guide, "DeletionPolicy attribute", read 2026-11).
    """
    in_cluster = type_ == "AWS::RDS::DBInstance" and "DBClusterIdentifier" in (resource.get("Properties") or {})
    usual = "Delete" if in_cluster else resource_type(type_).deletion
    policy = str(resource.get("DeletionPolicy", usual))
    return "Retain" if policy.startswith("Retain") else policy
