"""One service: its settings, judged together. What one setting may be by itself stands with the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Self

from pydantic import model_validator

from generator.awsdata.deployments import stuck
from generator.awsdata.fargate import accepted_memory, sizes
from generator.config.section import Refused, refuse_all
from generator.config.service_settings import ServiceSettings
from generator.text.credentials import HIDDEN, plain_secret


class Service(ServiceSettings):
    """One service: an image, and what it needs."""

    @model_validator(mode="after")
    def _is_runnable(self) -> Self:
        refuse_all(
            [*self._sizes(), *self._ways_in(), *self._probe(), *self._replacement(), *self._plain_secrets()],
        )
        return self

    def _sizes(self) -> Iterator[Refused]:
        if self.memory_mib not in sizes()[self.cpu]:
            accepted = accepted_memory(self.cpu)
            yield Refused(
                f"is not sold by Fargate with cpu {self.cpu}", accepted=accepted, field=("memory_mib",), reads=("cpu",)
            )
        if self.read_only_root_filesystem and self.tmpfs_mib >= self.memory_mib:
            accepted = f"less than memory_mib ({self.memory_mib})"
            what = "takes all of the task's memory"
            yield Refused(what, accepted=accepted, field=("tmpfs_mib",), reads=("memory_mib",))

    def _ways_in(self) -> Iterator[Refused]:
        if self.route and self.port is None:
            yield Refused("needs a port to send requests to", hint="set `port`", field=("route",), reads=("port",))
        if self.port is not None and self.port < 1024 and self.user != "root" and not self.user.startswith("0"):
            hint = "use a port from 1024 on, or set `user: root`"
            what = "cannot be opened by an ordinary user"
            yield Refused(what, accepted="1024 to 65535", hint=hint, field=("port",), reads=("user",))
        if self.exec and self.read_only_root_filesystem:
            # ECS Developer Guide, "Considerations for using Amazon ECS Exec", read 2026-11.
            hint = "set `read_only_root_filesystem: false`: the agent that opens the shell writes files"
            what = "cannot work on a read-only file system"
            yield Refused(what, hint=hint, field=("exec",), reads=("read_only_root_filesystem",))

    def _probe(self) -> Iterator[Refused]:
        probe = self.health.probe
        asks_for_a_path = probe[0] not in ("CMD", "CMD-SHELL", "none")
        if asks_for_a_path and self.port is None:
            hint = "set `port`, or give a command of your own: [CMD, ...]"
            what = "asks for a path, but the service has no port"
            yield Refused(what, hint=hint, field=("health", "probe"), reads=("port",))
        words = {re.split(r"[/\s]", word)[-1] for word in probe} | set(re.findall(r"[A-Za-z0-9_-]+", " ".join(probe)))
        if "curl" in words and "curl" not in self.image_tools and self.dockerfile is None:
            hint = "use node, python or wget, or set `image_tools: [curl]` if the Dockerfile installs it"
            what = "needs curl, which few base images have"
            yield Refused(what, hint=hint, field=("health", "probe"), reads=("image_tools", "dockerfile"))

    def _replacement(self) -> Iterator[Refused]:
        """Refuse percentages between which no task can be stopped or started."""
        low, high = self.deployment.minimum_healthy_percent, self.deployment.maximum_percent
        for count in range(self.scale.min, min(self.scale.most, self.scale.min + 100) + 1):
            if stuck(count, low, high):
                what = "leaves no room to replace a task: all must stay up and none may be added"
                hint = "raise maximum_percent to 200, or lower minimum_healthy_percent"
                yield Refused(what, hint=hint, field=("deployment",), reads=("scale",))
                return

    def _plain_secrets(self) -> Iterator[Refused]:
        for variable, value in self.environment.items():
            if plain_secret(variable, value):
                hint = "move it to `secrets`: everybody who can read the task definition can read it here"
                what = "looks like a secret in plain text"
                yield Refused(what, hint=hint, field=("environment", variable), got=HIDDEN)
        for variable in self.secrets.keys() & self.environment.keys():
            yield Refused("stands under environment too", field=("secrets", variable))
