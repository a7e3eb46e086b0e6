"""What ECS's messages name of a task: its images, secrets, roles and logs, as they are in the local account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Facts:
    """A service and its task definition, in the form of ECS's API, and where they are.

    ``address`` is one in the subnet of the tasks.
    """

    account: str
    region: str
    service: Mapping[str, Any]
    definition: Mapping[str, Any]
    address: str = "10.0.0.7"

    @property
    def containers(self) -> list[Mapping[str, Any]]:
        return list(self.definition["containerDefinitions"])

    def container(self, need: str) -> Mapping[str, Any]:
        """The container that a need names at its end; the first where it names none."""
        named = need.rpartition(" of ")[2]
        return next((each for each in self.containers if each.get("name") == named), self.containers[0])

    def secrets(self) -> Iterator[tuple[str, str]]:
        """Every secret, under the name of its need, and what it is read from."""
        for container in self.containers:
            for secret in container.get("secrets") or ():
                yield f"{secret['name']} of {container['name']}", str(secret["valueFrom"])

    @property
    def target_group(self) -> str:
        return next((str(each["targetGroupArn"]) for each in self.service.get("loadBalancers") or ()), "")

    @property
    def port(self) -> int:
        return next((int(each["containerPort"]) for each in self.service.get("loadBalancers") or ()), 0)

    def variables(self, need: str) -> dict[str, str]:
        """The environment of the container that a need is about."""
        return {each["name"]: str(each["value"]) for each in self.container(need).get("environment") or ()}
