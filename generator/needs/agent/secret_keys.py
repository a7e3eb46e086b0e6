"""Does a secret have the JSON key that a container is injected with?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.ecs.secrets.secret_keys import DATABASES, LOGIN, keys_of
from generator.ecs.secrets.secrets import Injected
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, no, unknown, yes
from generator.needs.cause import Fault
from generator.remedy import Ending
from generator.stack import Literal, Text, Unknown, shown

# Source: amazon-ecs-agent, agent/taskresource/asmsecret/asmsecret.go, getASMParametersFromInput, read 2026-11.
_COLONS = (0, 3)


@dataclass(frozen=True)
class KeyNotInSecret(Fault):
    """A container is injected with a JSON key that its secret does not have.

    ``variant`` is ``misspelt`` when only case tells it from ``close``, which the secret has; ``managed`` when RDS makes
    the secret of ``database`` (a logical id); else ``missing``. ``because`` says how its keys are known.
    """

    variant: str
    task: str
    container: str
    name: str
    """The variable that takes the key."""
    key: str
    has: str
    """The keys of the secret, in words."""
    because: str
    close: str
    database: str


@dataclass(frozen=True)
class ColonsMiscounted(Fault):
    """After the ARN of a secret stand neither no colons nor three, so that ECS cannot make out the key."""

    task: str
    container: str
    name: str
    key: str
    colons: int
    ending: Ending | None


def keys_there(task: Task, container: Container, secret: Injected) -> Iterator[Answer]:
    """Answer for each key that is taken of a secret.

    A registry's login has a user and a password. Source: ECS Developer Guide, "Using non-AWS container images in Amazon
    ECS" (private registry authentication), read 2026-11.
    """
    if secret.credentials:
        if keys_of(task.graph, secret).names is None:
            held = secret.resource.get("SecretString") if secret.resource is not None else None
            if isinstance(held, Literal):
                yield unknown(f"SecretString of {secret.resource} is no JSON with the keys username and password")
            elif isinstance(held, Text | Unknown):
                yield unknown(
                    f"whether SecretString of {secret.resource} is JSON with the keys username and password is not "
                    f"known here: it is {shown(held)[:80]}"
                )
            return
        asked = [replace(secret, key=key, colons=0) for key in sorted(LOGIN)]
    else:
        asked = [secret]
    for each in asked:
        yield from _has_key(task, container, each)


def _has_key(task: Task, container: Container, secret: Injected) -> Iterator[Answer]:
    """Answer whether the key is there, and can be made out; nothing when the whole secret is injected.

    Colons that are too few or too many leave no doubt about the key that is meant.
    """
    if secret.api != "secretsmanager":
        return
    assert task.definition is not None
    if secret.colons is not None and secret.colons not in _COLONS:
        yield no(
            ColonsMiscounted(
                task.definition,
                secret.steps,
                (task.name,),
                task=task.name,
                container=container.name,
                name=secret.name,
                key=secret.key or "key",
                colons=secret.colons,
                ending=_ending(secret, secret.colons),
            )
        )
    if secret.key:
        yield _is_there(task, container, secret)


def _ending(secret: Injected, colons: int) -> Ending | None:
    """The colons that are lacking; or those at the end that are too many. None where something stands in between."""
    most = _COLONS[-1]
    if colons < most:
        return Ending("", ":" * (most - colons)) if secret.key else None
    last = secret.whole.parts[-1] if isinstance(secret.whole, Text) else secret.whole
    spare = ":" * (colons - most)
    return Ending(spare, "") if isinstance(last, Literal) and last.text.endswith(spare) else None


def _is_there(task: Task, container: Container, secret: Injected) -> Answer:
    assert task.definition is not None
    if "${" in secret.key:
        return unknown(f"which key of the secret {secret.name} takes is not known here")
    keys = keys_of(task.graph, secret)
    if keys.names is None:
        return unknown(keys.because)
    if secret.key in keys.names:
        return yes(f"{keys.because}: {secret.key}")
    close = next((name for name in sorted(keys.names) if name.lower() == secret.key.lower()), "")
    database = keys.place if keys.place is not None and keys.place.type in DATABASES else None
    return no(
        KeyNotInSecret(
            task.definition,
            secret.steps,
            (task.name,),
            variant="misspelt" if close else "managed" if database else "missing",
            task=task.name,
            container=container.name,
            name=secret.name,
            key=secret.key,
            has=", ".join(sorted(keys.names)) or "no key at all",
            because=keys.because,
            close=close,
            database=database.logical_id if database else "",
        )
    )
