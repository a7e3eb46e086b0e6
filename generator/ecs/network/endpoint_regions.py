"""Regions that endpoints name in their ServiceName: an endpoint leads to a service of its own Region only.

Unless ServiceRegion says otherwise. Source: EC2 API Reference, CreateVpcEndpoint, ServiceName and ServiceRegion, read
2026-11.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.arns import region
from generator.ecs.network.endpoints import ENDPOINT, Endpoint
from generator.ecs.network.home import Home, Homes
from generator.stack import Absent, Graph, Literal, Pseudo, Resource, Text

_NAMED = re.compile(r"(?:cn\.)?com\.amazonaws\.(?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d)\..+")


@dataclass(frozen=True)
class Elsewhere:
    """The Region that an endpoint names, and that of the stack; ``because`` tells what names that, if it was not given.

    ``home`` is empty where the endpoints name several, of which one may be that of the stack.
    """

    named: str
    home: str
    because: str = ""


class EndpointRegions:
    """What the endpoints of a graph say of its Region."""

    def __init__(self, graph: Graph, endpoints: Sequence[Endpoint]) -> None:
        self.graph = graph
        self._written = {
            endpoint.resource.path: match["region"]
            for endpoint in endpoints
            if isinstance(endpoint.resource.get("ServiceRegion"), Absent)
            and isinstance(name := endpoint.resource.get("ServiceName"), Literal)
            and (match := _NAMED.fullmatch(name.text))
        }
        self._follow_the_stack = any(_follows(endpoint.resource) for endpoint in endpoints)

    def elsewhere(self, endpoint: Resource) -> Elsewhere | None:
        """Tell the Region that an endpoint names if it is certainly not that of the stack."""
        named = self._written.get(endpoint.path, "")
        if not named or named == self._home.region:
            return None
        if not self._home.region and len(set(self._written.values())) < 2:
            return None
        return Elsewhere(named, self._home.region, self._home.because)

    def doubt(self, endpoint: Resource) -> str:
        """Why an endpoint may name another Region than that of the stack; empty when nothing speaks for that.

        Who writes one Region into everything deploys there; who writes it once, beside the Region of the stack, may
        have left it there.
        """
        named = self._written.get(endpoint.path, "")
        alone = named and not self._home.region and self.elsewhere(endpoint) is None
        if not alone or not self._follow_the_stack or Homes(self.graph).likely("ServiceName") == named:
            return ""
        return f"{endpoint} is for {named}, and whether that is the Region of the stack is not known here"

    @cached_property
    def _home(self) -> Home:
        """The Region of the stack: given, told by anything but endpoints, or by most of them; else without a name."""
        if isinstance(given := region(self.graph), Literal):
            return Home(given.text)
        if (told := Homes(self.graph).certain(apart=ENDPOINT)) is not None:
            return told
        most = Counter(self._written.values()).most_common(2)
        if len(most) == 2 and most[0][1] > most[1][1]:
            return Home(most[0][0], "the name of most endpoints")
        return Home("")


def _follows(endpoint: Resource) -> bool:
    """Tell whether the name of a service is made of the Region of the stack."""
    name = endpoint.get("ServiceName")
    return isinstance(name, Text) and any(
        isinstance(part, Pseudo) and part.name == "AWS::Region" for part in name.parts
    )
