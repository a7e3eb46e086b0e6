"""What something names and the account does not have: no template shows that, an account does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.live.facts import Entry, Facts
from generator.live.hosts import usable
from generator.live.made import Made
from generator.live.services import CLUSTER

_MOST = 5
"""How many container instances are named."""

SENTENCES = {
    "a log group": "tasks stop with ResourceInitializationError (the specified log group does not exist)",
    "a secret": "tasks stop with ResourceInitializationError (unable to pull secrets or registry auth)",
    "a role": "tasks do not start: ECS is unable to assume the role",
    "a subnet": "no task can be placed there (the subnet does not exist)",
    "a target group": "tasks are registered nowhere, and the service cannot be updated",
    "a file system": "tasks stop with ResourceInitializationError (the mount target cannot be resolved)",
    "an image": "tasks stop with CannotPullContainerError (the image is not found in its repository)",
    "a parameter": "tasks stop with ResourceInitializationError (unable to pull secrets or registry auth)",
    "an agent": "no container instance of the cluster can be given tasks",
    "a service": "there is nothing to prove of it",
}
"""What becomes of tasks (messages as in the catalogue of failures, 2026-11)."""


@dataclass(frozen=True)
class Missing:
    """One thing that is not there, and the resource and property that name it."""

    id: str
    kind: str
    resource: tuple[str, str]
    """Type and id of what names it."""
    path: str
    """Its property, as in ``ContainerDefinitions.0.Secrets.1.ValueFrom``."""

    @property
    def what(self) -> str:
        """What is wrong, and what fails."""
        if self.kind == "an agent":
            return f"none is active with its agent connected of {self.id}: {SENTENCES[self.kind]}"
        return f"the account has no {self.kind.partition(' ')[2]} {self.id}, which this names: {SENTENCES[self.kind]}"


def missing(facts: Facts, made: Iterable[Made]) -> Iterator[Missing]:
    """Each thing that is absent, once for each resource that names it."""
    yield from _agents(facts)
    for each in made:
        found: dict[str, str] = {}
        for steps, text in _texts(each.properties):
            for id_ in facts.absent:
                if text == id_ or text.startswith(f"{id_}:"):
                    found.setdefault(id_, ".".join(steps))
        for id_, path in found.items():
            yield Missing(id_, facts.absent[id_], (each.type, each.id), path)


def _agents(facts: Facts) -> Iterator[Missing]:
    """The container instances of a cluster that has some, of which none can be given tasks."""
    told = facts.of("ecs:DescribeContainerInstances")
    for arn in dict.fromkeys(each["clusterArn"] for each in told):
        those = [each for each in told if each["clusterArn"] == arn]
        if not any(map(usable, those)):
            ids = ", ".join(f"{each.get('ec2InstanceId')} ({_state(each)})" for each in those[:_MOST])
            yield Missing(ids, "an agent", (CLUSTER, arn.rpartition("/")[2]), "")


def _state(told: Entry) -> str:
    return str(told.get("status", "ACTIVE")) if told.get("agentConnected") else "agent not connected"


def _texts(value: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*steps, str(key)))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _texts(each, (*steps, str(number)))
