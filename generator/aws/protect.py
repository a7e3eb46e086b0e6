"""Protection of what runs: termination protection of the root, and stack policies where state stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, message
from generator.aws.cloud import Cloud
from generator.aws.stacks import Physical, resources
from generator.awsdata.resources import stateful
from generator.changes.change import STACK
from generator.changes.loss import is_allowed
from generator.changes.protection import policy


def protect(cloud: Cloud, stack_id: str, *, termination: bool, allowed: Collection[str] = ()) -> list[str]:
    """Set what is not set yet on the root and on each nested stack that holds state, and tell what was set.

    ``allowed`` holds the paths that may be replaced or removed this time. Termination protection is only ever turned
    on: turning it off is a person's decision. Raises RefusedError.
    """
    done: list[str] = []
    try:
        if termination and not _protected(cloud, stack_id):
            ask(
                cloud.cloudformation.update_termination_protection, StackName=stack_id, EnableTerminationProtection=True
            )
            done.append("termination protection")
        done += _policies(cloud, stack_id, allowed)
    except ClientError as error:
        raise RefusedError(f"the stack cannot be protected: {message(error)}") from None
    return done


def unprotect(cloud: Cloud, stack_id: str) -> None:
    """Turn termination protection off, for a stack whose creation failed. Raises RefusedError."""
    try:
        ask(cloud.cloudformation.update_termination_protection, StackName=stack_id, EnableTerminationProtection=False)
    except ClientError as error:
        raise RefusedError(f"termination protection cannot be turned off: {message(error)}") from None


def _protected(cloud: Cloud, stack_id: str) -> bool:
    answer = ask(cloud.cloudformation.describe_stacks, StackName=stack_id)["Stacks"][0]
    return bool(answer.get("EnableTerminationProtection"))


def _policies(cloud: Cloud, stack_id: str, allowed: Collection[str]) -> list[str]:
    existing = resources(cloud, stack_id)
    holding = {
        resource.path[:length]
        for resource in existing
        if stateful(resource.type)
        for length in range(1, len(resource.path))
    }
    stacks: dict[tuple[str, ...], str] = {(): stack_id}
    stacks |= {
        resource.path: resource.id for resource in existing if resource.type == STACK and resource.path in holding
    }
    done = []
    for path, id_ in stacks.items():
        inside = [resource for resource in existing if resource.path[:-1] == path]
        text = policy(
            {resource.path[-1]: resource.type for resource in inside},
            {resource.path[-1] for resource in inside if resource.path in holding},
            {resource.path[-1] for resource in inside if _may_go(resource, allowed)},
        )
        if inside and text != _current(cloud, id_):
            ask(cloud.cloudformation.set_stack_policy, StackName=id_, StackPolicyBody=text)
            done.append(f"stack policy of {'/'.join(path) or 'the root'}")
    return done


def _may_go(resource: Physical, allowed: Collection[str]) -> bool:
    """Whether a path, one above it, or one inside of it was named."""
    inside = resource.type == STACK and any(name.startswith(f"{resource.name}/") for name in allowed)
    return inside or is_allowed(resource.path, allowed)


def _current(cloud: Cloud, stack_id: str) -> str:
    body = ask(cloud.cloudformation.get_stack_policy, StackName=stack_id).get("StackPolicyBody")
    try:
        content: Mapping[str, object] = json.loads(body) if body else {}
    except ValueError:
        return str(body)
    return json.dumps(content, sort_keys=True)
