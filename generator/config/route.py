"""Routes of the load balancer: which requests a service gets, and in which order rules are tried."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.config.section import Section, Text, matching
from generator.errors import Problem

# Elastic Load Balancing API reference, PathPatternConditionConfig and HostHeaderConditionConfig, read 2026-11.
PathPattern = Annotated[
    Text,
    Field(max_length=128),
    matching(r"/[A-Za-z0-9_.$/~\"'@:+&()!,;=*?-]*", "a path pattern such as /auth/*, beginning with /"),
]
HostPattern = Annotated[
    Text, Field(max_length=128), matching(r"[A-Za-z0-9.*?-]+\.[A-Za-z0-9.*?-]+", "a host name such as api.example.com")
]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Route(Section):
    """Which requests the load balancer sends to a service."""

    path: Annotated[
        list[PathPattern],
        BeforeValidator(_as_list, json_schema_input_type=str | list[str]),
        Field(min_length=1, max_length=4),
    ]
    """Path pattern, or a list of at most four, such as `/auth/*`."""
    host: HostPattern | None = None
    """Host name that the request must ask for; any when absent."""
    priority: Annotated[int, Field(ge=1, le=50000)] | None = None
    """Order in which the rule is tried, 1 first. Derived from the path and the service's name when absent."""


# Bands of priorities, the most specific first: how many literal path segments come before the first wildcard,
# and whether a segment begins with literal text (/au*). Common shapes get the widest bands, so that two names
# seldom meet. A rule that names a host is tried before any that does not.
_SHAPES = [(depth, partial) for depth in (5, 4, 3, 2, 1, 0) for partial in (True, False)]
_WIDTHS = {(1, False): 14000, (2, False): 7000, (3, False): 2000}
_HOST_WIDTHS = {(0, False): 7000, (1, False): 6000, (2, False): 2000}
_NARROW, _HOST_NARROW = 700, 500


def priority(service: str, route: Route) -> int:
    """Give the rule's priority from the route and the service's name alone, so adding a service moves no other."""
    if route.priority is not None:
        return route.priority
    start, width = _band(route)
    return start + int(sha256(service.encode()).hexdigest(), 16) % width


def conflicts(routes: Mapping[str, Route]) -> Iterator[Problem]:
    """Give a problem for each pair of routes that cannot be told apart, or might be tried in the wrong order."""
    ranks = {name: priority(name, route) for name, route in routes.items()}
    for one, other in _suspects(routes, ranks):
        first, second = routes[one], routes[other]
        at = ("services", other, "route")
        if (first.host or "").lower() == (second.host or "").lower():
            same = sorted(set(first.path) & set(second.path))
            if same:
                yield Problem(
                    (*at, "path"), f"is also the route of {one}", got=same[0], hint="give each service paths of its own"
                )
                continue
        if ranks[one] == ranks[other]:
            free = _free(ranks, second, other)
            yield Problem(
                at,
                f"falls on the same rule priority as {one}",
                got=str(ranks[one]),
                hint=f"add `priority: {free}` to it",
            )
        elif _shadowed(*((first, second) if ranks[one] < ranks[other] else (second, first))):
            hint = "set `priority` on both, the lower number on the more specific one"
            yield Problem(
                at, f"overlaps the route of {one}, and which rule is tried first is left to chance", hint=hint
            )


def _suspects(routes: Mapping[str, Route], ranks: Mapping[str, int]) -> list[tuple[str, str]]:
    """Give the pairs that share a priority, or of which one's path begins as the other's pattern does.

    They are looked up, because comparing each route with each takes longest of all in a large app.
    """
    alike: dict[int | str, list[str]] = defaultdict(list)
    for name, route in routes.items():
        alike[ranks[name]].append(name)
        for path in route.path:
            alike[_literal(path)].append(name)
    pairs: set[tuple[str, str]] = set()
    for name, route in routes.items():
        near = list(alike[ranks[name]])
        near += [other for path in route.path for end in range(len(path) + 1) for other in alike.get(path[:end], ())]
        pairs.update((min(name, other), max(name, other)) for other in near if other != name)
    return sorted(pairs)


def _literal(pattern: str) -> str:
    """Give what every path that a pattern takes begins with."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


def _shadowed(over: Route, under: Route) -> bool:
    """Whether ``over``, tried first, takes all requests for some path of ``under``, which is dead then."""
    if over.priority is not None or under.priority is not None:
        return False
    if over.host and (over.host or "").lower() != (under.host or "").lower():
        return False
    return any(_covers(wide, path) for wide in over.path for path in under.path)


def _covers(wide: str, path: str) -> bool:
    pattern = "".join({"*": ".*", "?": "[^*]"}.get(letter, re.escape(letter)) for letter in wide)
    return wide != path and re.fullmatch(pattern, path) is not None


def _band(route: Route) -> tuple[int, int]:
    """Give the first priority and the number of priorities of the route's band."""
    widths, narrow, start = (_HOST_WIDTHS, _HOST_NARROW, 1) if route.host else (_WIDTHS, _NARROW, 20001)
    shape = min((_shape(path) for path in route.path), key=lambda each: -_SHAPES.index(each))
    for each in _SHAPES:
        width = widths.get(each, narrow)
        if each == shape:
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


def _free(ranks: Mapping[str, int], route: Route, service: str) -> int:
    taken = set(ranks.values())
    start, width = _band(route)
    first = int(sha256(service.encode()).hexdigest(), 16) % width
    return next(start + (first + step) % width for step in range(width) if start + (first + step) % width not in taken)
