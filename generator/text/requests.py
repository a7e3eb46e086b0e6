"""What rules of a load balancer leave for a rule that is tried after them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.text.wildcards import ANY, covers, example, meet, sides

_PATH = "/*"
"""Every path begins so."""
_HOST = "?*"


@dataclass(frozen=True)
class Names:
    """The requests that a rule takes: of any of the hosts, for any of the paths. Hosts are in lower case.

    Elastic Load Balancing guide, "Condition types for listener rules", read 2026-11: one matching value satisfies a
    condition, and every condition must be satisfied.
    """

    hosts: tuple[str, ...] = (ANY,)
    paths: tuple[str, ...] = (ANY,)


@dataclass(frozen=True)
class Request:
    """A request as a client would make it."""

    host: str
    path: str

    def __str__(self) -> str:
        return f"{self.host}{self.path}"


def left(own: Names, earlier: Iterable[Names]) -> Request | None:
    """A request that ``own`` names and no earlier rule takes; None when there is none. Raises Undecided."""
    before = list(earlier)
    for host in own.hosts:
        for path in own.paths:
            if request := _left(host, path, before):
                return request
    return None


def shared(first: Names, second: Names) -> Request | None:
    """A request that both name, or None. Raises Undecided."""
    host, path = _common(first.hosts, second.hosts, _HOST), _common(first.paths, second.paths, _PATH)
    return None if host is None or path is None else Request(host, path)


def _common(patterns: Sequence[str], others: Sequence[str], form: str) -> str | None:
    return next(
        (text for pattern in patterns for other in others if (text := example([pattern, other, form])) is not None),
        None,
    )


def _left(host: str, path: str, earlier: Sequence[Names]) -> Request | None:
    for name, before in _hosts(host, earlier):
        paths = list(dict.fromkeys(pattern for names in before for pattern in names.paths))
        if (free := example([path, _PATH], paths)) is not None:
            return Request(name, free)
    return None


def _hosts(host: str, earlier: Sequence[Names]) -> Iterable[tuple[str, list[Names]]]:
    """Hosts to ask for, each with the rules that such a request meets; the fewest rules first."""
    patterns = list(dict.fromkeys(name for names in earlier for name in names.hosts if meet(name, host)))
    always = {pattern for pattern in patterns if covers(pattern, host)}
    others = [pattern for pattern in patterns if pattern not in always]
    free = example([host, _HOST], others)
    if free is not None:
        # It has the fewest rules before it, so no other host need be tried.
        asked = [(free, always)]
    else:
        asked = [(name, always | taken) for name, taken in sides([host, _HOST], others)]
    for name, taken in asked:
        yield name, [names for names in earlier if taken.intersection(names.hosts)]
