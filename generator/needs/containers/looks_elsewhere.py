"""Containers that ask somebody else: a health check of another host, a proxy for everything that is requested."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.containers.health_checks import health_check, health_matters
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import address
from generator.logic import Answer, Truth, unknown
from generator.stack import Absent

_ASKED = re.compile(r"\bhttps?://([A-Za-z0-9][A-Za-z0-9._-]*)(?=[:/?#'\"\s]|$)")
_STORE = re.compile(r"\b(?:pg_isready|mysqladmin|redis-cli|valkey-cli)\b[^|;&]*?\s-h\s+([A-Za-z0-9][A-Za-z0-9._-]*)")
_SELF = re.compile(r"localhost(\.localdomain)?|127\.[0-9.]+|0(\.0\.0\.0)?|ip6-(localhost|loopback)")
_PROXIES = ("HTTPS_PROXY", "ALL_PROXY")


def looks_elsewhere(task: Task) -> Iterator[Answer]:
    """Say which container is healthy only if somebody else is, and which has its requests go through a proxy.

    Sources: ECS API Reference, HealthCheck (the command that the container runs); read 2026-11. The manual of curl,
    Environment; not looked up.
    """
    for container in task.containers:
        for host in _asked(task, container):
            yield unknown(f"the health check of {container.name} asks {host[:60]}, which is not the container itself")
    for variable in all_variables(task):
        end = address(variable.text) if variable.text and variable.name.upper() in _PROXIES else None
        if end is not None and not _SELF.fullmatch(end.host):
            yield unknown(
                f"{variable.container.name} requests everything through {end} ({variable.name}), and what answers "
                "there is not known here"
            )


def _asked(task: Task, container: Container) -> Iterator[str]:
    """The hosts that a health check asks, where it asks none on loopback and no name is given to the container."""
    check = health_check(container)
    if check is None or check.off or not health_matters(task, container) or task.awsvpc is not Truth.YES:
        return
    named = any(not isinstance(container.get(key), Absent) for key in ("Hostname", "ExtraHosts"))
    text = " ".join(word for word in check.words or () if isinstance(word, str))
    if named or check.local_urls or len(text) > 4000:
        return
    hosts = [found[1] for pattern in (_ASKED, _STORE) for found in pattern.finditer(text)]
    if not any(_SELF.fullmatch(host) for host in hosts):
        yield from dict.fromkeys(hosts)
