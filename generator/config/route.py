"""The route of a service: which requests it gets, and at which place its rule is tried."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.config.section import Refused, Section, Text, matching
from generator.text.requests import Names
from generator.text.wildcards import ANY

# Elastic Load Balancing API reference, PathPatternConditionConfig and HostHeaderConditionConfig, read 2026-11.
PathPattern = Annotated[
    Text,
    Field(max_length=128),
    matching(r"/[A-Za-z0-9_.$/~\"'@:+&()!,;=*?-]*", "a path pattern such as /auth/*, beginning with /"),
]
HostPattern = Annotated[
    Text,
    Field(max_length=128),
    matching(
        r"([A-Za-z0-9*?]+(-+[A-Za-z0-9*?]+)*\.)+[A-Za-z]+",
        "a host name such as api.example.com",
        hint="the load balancer takes letters, digits, hyphens, dots, * and ?, and only letters after the last dot",
    ),
]


WILDCARDS = 5
"""Condition wildcards per rule; some old accounts have 6. Source: Elastic Load Balancing guide, "Quotas for your
Application Load Balancers", read 2026-11."""


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Route(Section):
    """Which requests the load balancer sends to a service."""

    path: Annotated[
        list[PathPattern],
        BeforeValidator(_as_list, json_schema_input_type=str | list[str]),
        Field(min_length=1, max_length=4, examples=["/auth/*", ["/shop", "/shop/*"]]),
    ]
    """Path pattern, or a list of at most four, such as `/auth/*`."""
    host: Annotated[HostPattern | None, Field(examples=["api.example.com"])] = None
    """Host name that the request must ask for; any when absent."""
    priority: Annotated[Annotated[int, Field(ge=1, le=50000)] | None, Field(examples=[100])] = None
    """Order in which the rule is tried, 1 first. Derived from the path and the service's name when absent."""

    @model_validator(mode="after")
    def _wildcards_fit(self) -> Self:
        count = sum(text.count(wild) for text in (*self.path, self.host or "") for wild in "*?")
        if count > WILDCARDS:
            hint = "leave some paths to a service of their own, or shorten them to what they begin with"
            raise Refused(f"has {count} wildcards", accepted=f"at most {WILDCARDS} in one rule", hint=hint)
        return self

    @property
    def names(self) -> Names:
        """The requests that it names. Host names are compared without regard to case."""
        return Names((self.host.lower(),) if self.host else (ANY,), tuple(self.path))


# Bands of priorities, the most specific first: how many literal path segments come before the first wildcard,
# and whether a segment begins with literal text (/au*). Common shapes get the widest bands, so that two names
# seldom meet. A rule that names a host is tried before any that does not.
_SHAPES = [(depth, partial) for depth in (5, 4, 3, 2, 1, 0) for partial in (True, False)]
_WIDTHS = {(1, False): 14000, (2, False): 7000, (3, False): 2000}
_HOST_WIDTHS = {(0, False): 7000, (1, False): 6000, (2, False): 2000}
_NARROW, _HOST_NARROW = 700, 500


def priority(service: str, route: Route) -> int:
    """The rule's priority from the route and the service's name alone, so adding a service moves no other."""
    if route.priority is not None:
        return route.priority
    start, width = band(route)
    return start + spread(service) % width


def spread(service: str) -> int:
    """A number that depends on the service's name alone and differs between almost any two."""
    return int(sha256(service.encode()).hexdigest(), 16)


def band(route: Route) -> tuple[int, int]:
    """The first priority and the number of priorities of the route's band."""
    widths, narrow, start = (_HOST_WIDTHS, _HOST_NARROW, 1) if route.host else (_WIDTHS, _NARROW, 20001)
    shape = min((_shape(path) for path in route.path), key=lambda shape: -_SHAPES.index(shape))
    for earlier in _SHAPES:
        width = widths.get(earlier, narrow)
        if earlier == shape:
            return start, width
        start += width
    raise AssertionError(shape)


def _shape(path: str) -> tuple[int, bool]:
    segments = path[1:].split("/")
    literal = 0
    for segment in segments:
        wild = re.search(r"[*?]", segment)
        if wild:
            return min(literal, 5), wild.start() > 0
        literal += bool(segment)
    return min(literal, 5), False
