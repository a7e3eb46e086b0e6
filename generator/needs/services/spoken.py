"""What the tasks behind a name are known to speak: their own health checks say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ecs.containers.health_checks import health_check
from generator.ecs.tasks import Task
from generator.ecs.texts import Address
from generator.logic import Answer, unknown

_PAIRS = {"http": "http", "ws": "http", "https": "https", "wss": "https"}


def speak_otherwise(peers: Iterable[Task], called: Address, shown: str) -> Iterator[Answer]:
    """Answer unknown for a call by https to a port that a health check asks by http, and the other way about.

    A server that takes both on one port is rare, and not known here. Source: RFC 9112, section 9.7 (TLS is begun before
    anything of HTTP).
    """
    scheme = _PAIRS.get(called.scheme)
    for peer in peers:
        checks = [health_check(container) for container in peer.containers]
        told = {spoken for each in checks if each for spoken, port, _ in each.local_urls if port == called.port}
        if scheme and told and scheme not in told:
            yield unknown(f"{shown} is called by {called.scheme}, and {peer.name} asks itself there by {min(told)}")
