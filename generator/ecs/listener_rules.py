"""Rules of listeners: which requests each takes, in which order they are tried, and what they leave for the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.ecs.balancers import LISTENER, RULE
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Literal, Resource
from generator.text.requests import Names, left
from generator.text.wildcards import ANY, Undecided

Steps = tuple[str | int, ...]
HOST, PATH = "host-header", "path-pattern"
_CONFIG = {
    HOST: ("HostHeaderConfig", "Values"),
    PATH: ("PathPatternConfig", "Values"),
    "http-header": ("HttpHeaderConfig", "Values"),
    "http-request-method": ("HttpRequestMethodConfig", "Values"),
    "query-string": ("QueryStringConfig", "Values"),
    "source-ip": ("SourceIpConfig", "Values"),
}


@dataclass(frozen=True)
class Condition:
    """One condition of a rule. ``values`` are the texts with the way to each, None for one that is not known."""

    field: str
    values: tuple[tuple[Steps, str | None], ...]
    listed: bool
    """Whether these are all its values; regular expressions are not read."""

    @property
    def known(self) -> tuple[str, ...]:
        """The values that are known, host names in lower case: they are compared without regard to it."""
        texts = [text for _, text in self.values if text is not None]
        return tuple(text.lower() if self.field == HOST else text for text in texts)


@dataclass(frozen=True, eq=False)
class ListenerRule:
    """One rule. ``listener`` tells listeners apart; ``priority`` is None when it is not known."""

    resource: Resource
    listener: str
    priority: int | None
    conditions: tuple[Condition, ...] | None
    """None when they are not known."""

    def of(self, field: str) -> Condition | None:
        """Its one condition on a field."""
        found = [each for each in self.conditions or () if each.field == field]
        return found[0] if len(found) == 1 else None

    @property
    def surely(self) -> Names | None:
        """What it takes for certain; None when that cannot be said."""
        conditions = self.conditions or ()
        fields = [each.field for each in conditions]
        if not conditions or self.resource.exists is not Truth.YES or not set(fields) <= {HOST, PATH}:
            return None
        if len(set(fields)) < len(fields) or not all(each.known for each in conditions):
            return None
        return Names(**{_KEY[each.field]: each.known for each in conditions})

    @property
    def most(self) -> Names:
        """All that it may take: conditions on anything but host and path only take away from it."""
        wide = {_KEY[field]: self._most(field) for field in (HOST, PATH)}
        return Names(**wide)

    def _most(self, field: str) -> tuple[str, ...]:
        found = self.of(field)
        if found is None or not found.listed or len(found.known) < len(found.values):
            return (ANY,)
        return found.known

    def leads_where(self, other: ListenerRule) -> bool:
        """Tell whether another rule certainly does the same with a request."""
        return self.resource.get("Actions") == other.resource.get("Actions")

    @property
    def forwards(self) -> bool:
        """Whether it certainly sends requests to a target group."""
        actions = items(self.resource.get("Actions"))
        return any(literal(self.resource.get("Actions", index, "Type")) == "forward" for index, _ in actions)

    @property
    def passing(self) -> bool:
        """Whether it is there for a while only, such as the page of a maintenance: a condition can take it away."""
        return not self.forwards and any(True for _ in self.resource.conditions())

    def __str__(self) -> str:
        return f"{self.resource} (priority {self.priority})"


_KEY = {HOST: "hosts", PATH: "paths"}


class ListenerRules:
    """The rules of a graph whose listener is known."""

    def __init__(self, graph: Graph) -> None:
        self.all = tuple(rule for resource in graph.of_type(RULE) if (rule := _rule(graph, resource)))
        self.by_listener: dict[str, list[ListenerRule]] = {}
        for rule in self.all:
            self.by_listener.setdefault(rule.listener, []).append(rule)

    def of(self, resource: Resource) -> ListenerRule | None:
        """The rule that a resource is, if its listener is known."""
        return next(
            (rule for rule in self.all if rule.resource is resource or rule.resource.path == resource.path), None
        )

    def before(self, rule: ListenerRule) -> list[ListenerRule]:
        """The rules that are certainly tried before one."""
        others = self.by_listener[rule.listener]
        ranked = [(each.priority, each) for each in others if each.priority is not None]
        mine = rule.priority
        return [] if mine is None else [each for rank, each in sorted(ranked, key=lambda pair: pair[0]) if rank < mine]

    def takers(self, names: Names, before: Iterable[ListenerRule]) -> tuple[ListenerRule, ...]:
        """The rules that certainly take every request of ``names``: one that does alone, or all that do together.

        Empty when a request is left, or that cannot be told.
        """
        lasting = [rule for rule in before if not rule.passing]
        sure = [(rule, taken) for rule in lasting if (taken := rule.surely) is not None]
        try:
            if left(names, [taken for _, taken in sure]) is not None:
                return ()
            alone = next((rule for rule, taken in sure if left(names, [taken]) is None), None)
        except Undecided:
            return ()
        return (alone,) if alone else tuple(rule for rule, _ in sure)


def _rule(graph: Graph, resource: Resource) -> ListenerRule | None:
    value = resource.get("ListenerArn")
    found = graph.target(value, LISTENER)
    listener = found.path if found else literal(value)
    if listener is None:
        return None
    return ListenerRule(resource, listener, number(resource.get("Priority")), _conditions(resource))


def _conditions(resource: Resource) -> tuple[Condition, ...] | None:
    listed = resource.get("Conditions")
    if not isinstance(listed, Listing):
        return None
    found = []
    for index, _ in items(listed):
        field = resource.get("Conditions", index, "Field")
        if not isinstance(field, Literal):
            return None
        found.append(_condition(resource, ("Conditions", index), field.text))
    return tuple(found)


def _condition(resource: Resource, at: Steps, field: str) -> Condition:
    ways: list[Steps] = [("Values",)] if field in (HOST, PATH) else []
    ways += [_CONFIG[field]] if field in _CONFIG else []
    values: list[tuple[Steps, str | None]] = []
    listed = bool(ways)
    for way in ways:
        value = resource.get(*at, *way)
        if isinstance(value, Absent):
            continue
        listed = listed and isinstance(value, Listing)
        values += _texts(resource, (*at, *way))
    if field in _CONFIG and not isinstance(resource.get(*at, _CONFIG[field][0], "RegexValues"), Absent):
        listed = False
    return Condition(field, tuple(values), listed and bool(values))


def _texts(resource: Resource, way: Steps) -> Iterator[tuple[Steps, str | None]]:
    for index, _ in items(resource.get(*way)):
        yield (*way, index), literal(resource.get(*way, index))
