"""What a stack tells of its last operation, after the fact: its events, and the services that are still there."""

from __future__ import annotations

from generator.aws.calls import RefusedError
from generator.aws.cloud import Cloud
from generator.aws.evidence.recorder import SERVICE, Recorder
from generator.aws.follow import last_events
from generator.aws.stacks import find, resources


def see_stack(recorder: Recorder, cloud: Cloud, name: str) -> str:
    """Record what a stack tells, and return its status. Raises RefusedError when there is no such stack."""
    stack = find(cloud, name)
    if stack is None:
        raise RefusedError(f"there is no stack {name} in {cloud.region} (a deleted one is found by its id only)")
    recorder.see(last_events(cloud, stack.id))
    for resource in resources(cloud, stack.id):
        if resource.type == SERVICE and resource.id.startswith("arn:"):
            recorder.follow(resource.id, resource.name)
    return stack.status
