"""A message that is borrowed from the failure catalogue, with this stack's names where the example has its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.rehearsal.physics.facts import Facts

_CONTAINER = re.compile(r"(?<=[Tt]he container )[\w-]+(?= d(?:id|oes) not\b)")
_QUOTED = re.compile(r"(?<=container ')[\w-]+(?=')")
_PORT = re.compile(r"(?<=container port )\d+")
_SERVICE = re.compile(r"(?<=^\(service )[\w-]+(?=\))|(?<=^service \()[\w-]+(?=\))")


def borrowed(example: str, need: str, facts: Facts) -> str:
    """The example with the names of the containers, the port and the service that the need is about."""
    balanced: Sequence[Mapping[str, Any]] = facts.service.get("loadBalancers") or ({},)
    first = balanced[0]
    own = str(facts.container(need)["name"])
    said = _CONTAINER.sub(lambda _: str(first.get("containerName") or own), " ".join(example.split()))
    said = _QUOTED.sub(lambda _: own, said)
    said = _PORT.sub(lambda found: str(first.get("containerPort") or found[0]), said)
    return _SERVICE.sub(lambda found: str(facts.service.get("serviceName") or found[0]), said)
