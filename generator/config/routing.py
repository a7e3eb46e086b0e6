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
            yield from _told(rule, before, ranks)
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
        found = set(self.ranks[rule.rank])
        for path in rule.route.path:
            head = _head(path)
            for end in range(len(head)):
                found.update(self.places.get(head[:end], ()))
            longer = self.heads[bisect_left(self.heads, head) :]
            for each in takewhile(lambda other, head=head: other.startswith(head), longer):  # type: ignore[misc]
                found.update(self.places[each])
        return [self.rules[each] for each in sorted(found) if each < place and self._hosts_meet(each, rule)]

    def _hosts_meet(self, place: int, rule: _Rule) -> bool:
        other = self.rules[place]
        return other.rank == rule.rank or meet(other.host or ANY, rule.host or ANY)


def _head(pattern: str) -> str:
    """The literal text that every path of a pattern begins with."""
    return pattern[: min((pattern.find(wild) for wild in "*?" if wild in pattern), default=len(pattern))]


def _told(rule: _Rule, before: list[_Rule], ranks: set[int]) -> Iterator[Problem]:
    """The problems of one rule with those before it, one for each of them at most."""
    told: set[str] = set()
    for other in before:
        if other.host == rule.host and (same := _same_path(other, rule)):
            told.add(other.service)
            hint = "give each service paths of its own"
            yield Problem((*rule.at, "path"), f"is also the route of {other.service}", got=same, hint=hint)
        elif other.rank == rule.rank:
            told.add(other.service)
            hint = f"add `priority: {_free(ranks, rule)}` to it"
            yield Problem(rule.at, f"falls on the same rule priority as {other.service}", got=str(rule.rank), hint=hint)
    rivals = [other for other in before if other.service not in told]
    for path in rule.route.path:
        names = Names(rule.names.hosts, (path,))
        if rivals and left(names, [other.names for other in before]) is None:
            takers = [each for each in rivals if shared(names, each.names)]
            if takers:
                yield _taken(rule, path, _enough(names, takers), ranks)
                return
    unsaid = [each for each in rivals if each.route.priority is None and rule.route.priority is None]
    yield from islice((problem for each in unsaid for problem in _by_luck(each, rule, ranks)), 1)


def _same_path(one: _Rule, other: _Rule) -> str | None:
    """A path of ``other`` that is one of ``one`` too, though perhaps written in another way."""
    pairs = [(mine, its) for mine in one.route.path for its in other.route.path]
    return next((its for mine, its in pairs if covers(mine, its) and covers(its, mine)), None)


def _enough(names: Names, takers: list[_Rule]) -> list[_Rule]:
    """One rule that takes everything alone, or all that do so together."""
    for each in takers:
        if left(names, [each.names]) is None:
            return [each]
    return takers


def _taken(rule: _Rule, path: str, takers: list[_Rule], ranks: set[int]) -> Problem:
    services = " and ".join(each.service for each in takers)
    what = f"gets no request for {path}: the rule of {services} is tried before and takes them all"
    if len(takers) > 1:
        what = f"gets no request for {path}: the rules of {services} are tried before and take them all"
    fixed = [each for each in (rule, *takers) if each.route.priority is not None]
    below = _below(ranks, min(each.rank for each in takers))
    if below is None or fixed:
        hint = "set `priority` on both, the lower number on the more specific one, or give it paths of its own"
    else:
        hint = f"add `priority: {below}` to it"
    return Problem(rule.at, what, got=str(rule.rank) if fixed else "", hint=hint)


def _by_luck(first: _Rule, second: _Rule, ranks: set[int]) -> Iterator[Problem]:
    """Say where two routes name the same request and nothing that a person wrote decides between them."""
    below = _below(ranks, first.rank)
    choice = f"say which is tried first: `priority: {below}` on one of them" if below else "set `priority` on both"
    wide, narrow = second.host or ANY, first.host or ANY
    for mine in first.route.path:
        for its in second.route.path:
            if not meet(mine, its) or (covers(wide, narrow) and covers(its, mine)):
                continue  # nothing in common, or the narrower one is tried first
            if not covers(narrow, wide) and covers(mine, its) and not covers(its, mine):
                what = f"gets no request for {its} at the host {first.host}: the route {mine} of {first.service} "
                what += "takes them all there"
                yield Problem(second.at, what, hint=f"add `host: {first.route.host}` to it, or {choice}")
                return
            if band(first.route) == band(second.route):
                request = shared(Names((narrow,), (mine,)), Names((wide,), (its,)))
                what = f"and the route of {first.service} both name {_shown(request, first, second)}, "
                what += "and nothing but the names of the services decides which is tried first"
                yield Problem(second.at, what, hint=choice)
                return


def _shown(request: Request | None, *rules: _Rule) -> str:
    if request is None:
        return "the same request"
    return str(request) if any(rule.host for rule in rules) else request.path


def _free(ranks: set[int], rule: _Rule) -> int:
    """A priority of the rule's own band that nobody has."""
    start, width = band(rule.route)
    first = spread(rule.service) % width
    every = (start + (first + step) % width for step in range(width))
    return next((each for each in every if each not in ranks), max(ranks) + 1)


def _below(ranks: set[int], rank: int) -> int | None:
    """The highest free priority before another, if there is one."""
    return next((each for each in range(rank - 1, 0, -1) if each not in ranks), None)
