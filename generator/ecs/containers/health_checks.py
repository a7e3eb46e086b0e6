"""Container health checks as they are written: the command, the four numbers, and the URLs that it requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import number
from generator.logic import Truth
from generator.stack import Absent, Listing, Literal, Mapping, Value

WORDS = ("CMD", "CMD-SHELL", "NONE")
_LOCAL = re.compile(
    r"\b(?P<scheme>https?)://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(?P<port>\d{1,5}))?(?=[/?#'\"\s]|$)"
    r"(?P<path>/[^?#'\"\s|;&)$`]*)?"
)


@dataclass(frozen=True)
class HealthCheck:
    """The health check of one container."""

    container: Container

    def get(self, key: str) -> Value:
        """One of its properties."""
        return self.container.get("HealthCheck", key)

    def steps(self, *more: str | int) -> tuple[str | int, ...]:
        """Steps from the task definition to the health check, or to something in it."""
        return (*self.container.steps, "HealthCheck", *more)

    @property
    def command(self) -> Value:
        """Its command."""
        return self.get("Command")

    @cached_property
    def words(self) -> tuple[object, ...] | None:
        """The command's items, None for one that is not known; None when the list itself is not."""
        if not isinstance(self.command, Listing):
            return None
        return tuple(item.text if isinstance(item, Literal) else None for _, item in items(self.command))

    @property
    def off(self) -> bool:
        """Whether its command is NONE, which turns off a health check of the image."""
        return bool(self.words) and self.words is not None and self.words[0] == "NONE"

    @property
    def local_ports(self) -> tuple[int, ...]:
        """The ports on loopback that its command requests by URL, as far as they are written out."""
        return tuple(port for _, port, _ in self.local_urls)

    @property
    def local_urls(self) -> tuple[tuple[str, int, str], ...]:
        """Scheme, port and path of each URL on loopback that its command requests, as far as they are written out."""
        text = " ".join(word for word in self.words or () if isinstance(word, str))
        if len(text) > 4000:
            return ()
        default = {"http": 80, "https": 443}
        return tuple(
            (url["scheme"], int(url["port"] or default[url["scheme"]]), url["path"] or "/")
            for url in _LOCAL.finditer(text)
        )


def health_check(container: Container) -> HealthCheck | None:
    """A container's health check, if it is known to have one that can be read."""
    value = container.get("HealthCheck")
    return HealthCheck(container) if isinstance(value, Mapping) and value.rest is None else None


def active_checks(tasks: Iterable[Task]) -> Iterator[tuple[Task, HealthCheck]]:
    """Every health check that is written and not turned off, with the task that has it."""
    for task in tasks:
        for container in task.containers:
            check = health_check(container)
            if check is not None and not check.off:
                yield task, check


def has_health_check(task: Task) -> Truth:
    """Tell whether any container has a health check."""
    values = [container.get("HealthCheck") for container in task.containers]
    checks = [health_check(container) for container in task.containers]
    if any(check and not check.off for check in checks):
        return Truth.YES
    if task.unreadable or any(not isinstance(value, Absent | Mapping) for value in values):
        return Truth.UNKNOWN
    return Truth.NO


def health_matters(task: Task, container: Container) -> bool:
    """Tell whether a task's health, or another container's start, certainly depends on a container's health."""
    essential = container.get("Essential")
    if isinstance(essential, Absent) or (isinstance(essential, Literal) and essential.boolean):
        return True
    name = container.get("Name")
    for other in task.containers:
        for index, _ in items(other.get("DependsOn")):
            waits = other.get("DependsOn", index, "Condition") == Literal("HEALTHY")
            if waits and other.get("DependsOn", index, "ContainerName") == name:
                return True
    return False


def ports(container: Container) -> tuple[set[int], bool]:
    """The ports a container declares, and whether these are certainly all."""
    mappings = container.get("PortMappings")
    declared: set[int] = set()
    complete = isinstance(mappings, Absent | Listing)
    for index, _ in items(mappings):
        span = container.get("PortMappings", index, "ContainerPortRange")
        single = container.get("PortMappings", index, "ContainerPort")
        known = number(single)
        if known is not None:
            declared.add(known)
        elif isinstance(span, Literal) and (ends := re.fullmatch(r"(\d{1,5})-(\d{1,5})", span.text)):
            declared |= set(range(int(ends[1]), min(int(ends[2]), 65535) + 1))
        else:
            complete = False
    return declared, complete
