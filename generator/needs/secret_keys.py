"""Does a secret have the JSON key that a container is injected with?"""

from __future__ import annotations

from generator.ecs.secret_keys import keys_of
from generator.ecs.secrets import Injected
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, no, unknown, yes
from generator.needs.cause import Worded
from generator.stack import Resource

# Source: amazon-ecs-agent, agent/taskresource/asmsecret/asmsecret.go, getASMParametersFromInput, read 2026-11.
_COLONS = (0, 3)


def has_key(task: Task, container: Container, one: Injected) -> Answer | None:
    """Answer whether the key is there; None when the whole secret is injected."""
    if one.api != "secretsmanager":
        return None
    if one.colons not in (None, *_COLONS) and one.steps[-1] != "CredentialsParameter":
        return no(_malformed(task, container, one))
    if not one.key:
        return None
    if "${" in one.key:
        return unknown(f"which key of the secret {one.name} takes is not known here")
    found = keys_of(task.graph, one)
    if found.names is None:
        return unknown(found.because)
    if one.key in found.names:
        return yes(f"{found.because}: {one.key}")
    assert task.definition is not None
    has = ", ".join(sorted(found.names)) or "no key at all"
    what = f"{one.name} of {container.name} takes the key {one.key} of a secret that has {has} ({found.because}): "
    what += f"tasks of {task.name} stop with: retrieved secret did not contain json key {one.key}"
    return no(Worded("ECS034", task.definition, one.steps, what, _fix(one, found.place, found.names), (task.name,)))


def _malformed(task: Task, container: Container, one: Injected) -> Worded:
    assert task.definition is not None
    what = (
        f"ValueFrom of {one.name} in {container.name} has {one.colons} colons after the secret's ARN; it takes none, "
    )
    what += (
        f"or three as in ARN:key:stage:version: tasks of {task.name} stop with unexpected ARN format with parameters"
    )
    fix = f"ValueFrom: the ARN, then :{one.key or 'key'}::"
    return Worded("ECS035", task.definition, one.steps, what, fix, (task.name,))


def _fix(one: Injected, place: Resource | None, names: frozenset[str]) -> str:
    close = next((name for name in sorted(names) if name.lower() == one.key.lower()), "")
    if close:
        return f"ValueFrom: the key {close}"
    if place is not None and place.type.startswith("AWS::RDS::"):
        return f"Environment: {one.name} from Fn::GetAtt {place.logical_id} (Endpoint.Address, Endpoint.Port) instead"
    return f"add {one.key} to the secret, or an AWS::SecretsManager::SecretTargetAttachment that writes it"
