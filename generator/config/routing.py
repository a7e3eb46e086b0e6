"""Routes of several services together: no rule may take what another is there for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from generator.config.route import Route, band, priority, spread
from generator.errors import Problem
from generator.text.requests import Names, Request, left, shared
from generator.text.wildcards import ANY, Undecided, covers, meet


def conflicts(routes: Mapping[str, Route]) -> Iterator[Problem]:
    """A problem for each route that would not get what it names, or would only by the luck of its name.

    Each path of every accepted route gets requests, whichever rules are tried before its own; and it is never the hash
    of a name that decides between two routes that name the same request.
    """
    rules = sorted(_Rule(priority(name, route), name, route) for name, route in routes.items())
    ranks = {rule.rank for rule in rules}
    near = _Near(rules)
    for place, rule in enumerate(rules):
        before = near.before(place)
        try:
            yield from _conflicts_of(rule, before, ranks)
        except Undecided:
            what = "has too many wildcards to be told apart from other routes"
            yield Problem(rule.at, what, hint="give it a path that begins with a word of its own")


@dataclass(frozen=True, order=True)
class _Rule:
    """A route with the place at which it is tried."""

    rank: int
    service: str
    route: Route

    @property
    def at(self) -> tuple[str, ...]:
        return ("services", self.service, "route")

    @property
    def host(self) -> str:
        return (self.route.host or "").lower()

    @property
    def names(self) -> Names:
        return self.route.names


class _Near:
    """Finds the rules that may share a request with one, because comparing each with each takes long in a large app.

    Two patterns can meet only where the literal text that one begins with begins as the other's does.
    """

    def __init__(self, rules: list[_Rule]) -> None:
        self.rules = rules
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, rule in enumerate(rules):
            for path in rule.route.path:
                self.places[_head(path)].append(place)
        self.heads = sorted(self.places)
        self.ranks: dict[int, list[int]] = defaultdict(list)
        for place, rule in enumerate(rules):
            self.ranks[rule.rank].append(place)

    def before(self, place: int) -> list[_Rule]:
        """Those that are tried before a rule, or at the same place, in their order."""
        rule = self.rules[place]
        places = set(self.ranks[rule.rank])
        for path in rule.route.path:
            head = _head(path)
            for end in range(len(head)):
                places.update(self.places.get(head[:end], ()))
            longer = self.heads[bisect_left(self.heads, head) :]
            for start in takewhile(lambda other, head=head: other.startswith(head), longer):  # type: ignore[misc]
                places.update(self.places[start])
        earlier = [self.rules[other] for other in sorted(places) if other < place]
        return [other for other in earlier if self._may_share_a_host(other, rule)]

    def _may_share_a_host(self, other: _Rule, rule: _Rule) -> bool:
        return other.rank == rule.rank or meet(other.host or ANY, rule.host or ANY)


def _head(pattern: str) -> str:
    """The literal text that every path of a pattern begins with."""
    return pattern[: min((pattern.find(wild) for wild in "*?" if wild in pattern), default=len(pattern))]


def _conflicts_of(rule: _Rule, before: list[_Rule], ranks: set[int]) -> Iterator[Problem]:
    """The problems of one rule with those before it: what is said once is not said again in other words."""
    named: set[str] = set()
    repeated: set[str] = set()
    for other in before:
        if other.host == rule.host and (same := _paths_of_both(other, rule)):
            named.add(other.service)
            repeated.update(same)
            hint = "give each service paths of its own"
            yield Problem((*rule.at, "path"), f"is also the route of {other.service}", got=same[0], hint=hint)
        elif other.rank == rule.rank:
            named.add(other.service)
            hint = f"add `priority: {_free(ranks, rule)}` to it"
            yield Problem(rule.at, f"falls on the same rule priority as {other.service}", got=str(rule.rank), hint=hint)
    earlier = [other for other in before if other.rank < rule.rank]
    for path in rule.route.path:
        if path not in repeated and (takers := _takers(Names(rule.names.hosts, (path,)), earlier)):
            yield _without_requests(rule, path, takers, ranks)
            return
    if rule.route.priority is None:
        rivals = [other for other in before if other.service not in named and other.route.priority is None]
        yield from islice((problem for other in rivals for problem in _by_luck(other, rule, ranks)), 1)


def _paths_of_both(other: _Rule, rule: _Rule) -> list[str]:
    """The paths of a rule that another has too, though perhaps written in another way."""
    return [
        path
        for path in rule.route.path
        if any(covers(theirs, path) and covers(path, theirs) for theirs in other.route.path)
    ]


def _takers(names: Names, earlier: list[_Rule]) -> list[_Rule]:
    """The earlier rules that leave nothing of what is named: one that does so alone, or several, each of them needed.

    Empty where they leave something.
    """
    if not earlier or left(names, [rule.names for rule in earlier]) is not None:
        return []
    takers = [rule for rule in earlier if shared(names, rule.names)]
    for rule in takers:
        if left(names, [rule.names]) is None:
            return [rule]
    for rule in reversed(takers):
        others = [other for other in takers if other is not rule]
        if left(names, [other.names for other in others]) is None:
            takers = others
    return takers


def _without_requests(rule: _Rule, path: str, takers: list[_Rule], ranks: set[int]) -> Problem:
    *others, last = [taker.service for taker in takers]
    if others:
        they = f"the rules of {', '.join(others)} and {last} are tried before and together take them all"
    else:
        they = f"the rule of {last} is tried before and takes them all"
    fixed = any(taker.route.priority is not None for taker in (rule, *takers))
    below = _below(ranks, min(taker.rank for taker in takers))
    if below is None or fixed:
        hint = "set `priority` on each of them, the lower number on the more specific one, or give it paths of its own"
    else:
        hint = f"add `priority: {below}` to it"
    return Problem(rule.at, f"gets no request for {path}: {they}", got=str(rule.rank) if fixed else "", hint=hint)


def _by_luck(first: _Rule, second: _Rule, ranks: set[int]) -> Iterator[Problem]:
    """Say where two routes name the same request and nothing that a person wrote decides between them."""
    below = _below(ranks, first.rank)
    choice = f"say which is tried first: `priority: {below}` on one of them" if below else "set `priority` on both"
    wide, narrow = second.host or ANY, first.host or ANY
    for path in first.route.path:
        for later in second.route.path:
            if not meet(path, later) or (covers(wide, narrow) and covers(later, path)):
                continue  # nothing in common, or the narrower one is tried first
            if not covers(narrow, wide) and covers(path, later) and not covers(later, path):
                what = f"gets no request for {later} at the host {first.host}: the route {path} of {first.service} "
                what += "takes them all there"
                yield Problem(second.at, what, hint=f"add `host: {first.route.host}` to it, or {choice}")
                return
            if band(first.route) == band(second.route):
                request = shared(Names((narrow,), (path,)), Names((wide,), (later,)))
                what = f"and the route of {first.service} both name {_request_in_words(request, first, second)}, "
                what += "and nothing but the names of the services decides which is tried first"
                yield Problem(second.at, what, hint=choice)
                return


def _request_in_words(request: Request | None, *rules: _Rule) -> str:
    if request is None:
        return "the same request"
    return str(request) if any(rule.host for rule in rules) else request.path


def _free(ranks: set[int], rule: _Rule) -> int:
    """A priority of the rule's own band that nobody has."""
    start, width = band(rule.route)
    first = spread(rule.service) % width
    numbers = (start + (first + step) % width for step in range(width))
    return next((number for number in numbers if number not in ranks), max(ranks) + 1)


def _below(ranks: set[int], rank: int) -> int | None:
    """The highest free priority before another, if there is one."""
    return next((number for number in range(rank - 1, 0, -1) if number not in ranks), None)
