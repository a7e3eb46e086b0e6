"""Rules of listeners: which requests each takes, in which order they are tried, and what they leave for the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.balancing.balancers import LISTENER, RULE
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
    """One condition of a rule. ``values`` pairs the steps to each value with its text, None when it is not known."""

    field: str
    values: tuple[tuple[Steps, str | None], ...]
    listed: bool
    """Whether ``values`` are all there are; False with RegexValues, which are not read."""

    @property
    def known(self) -> tuple[str, ...]:
        """The values that are known; host names in lower case, because their case does not matter."""
        texts = [text for _, text in self.values if text is not None]
        return tuple(text.lower() if self.field == HOST else text for text in texts)


@dataclass(frozen=True, eq=False)
class ListenerRule:
    """One rule. ``listener`` identifies its listener; ``priority`` is None when it is not known."""

    resource: Resource
    listener: str
    priority: int | None
    conditions: tuple[Condition, ...] | None
    """None when they are not known."""

    def condition(self, field: str) -> Condition | None:
        """Its condition on a field; None unless there is exactly one."""
        conditions = [condition for condition in self.conditions or () if condition.field == field]
        return conditions[0] if len(conditions) == 1 else None

    @cached_property
    def certain_requests(self) -> Names | None:
        """The requests that it certainly takes; None when that cannot be said."""
        conditions = self.conditions or ()
        fields = [condition.field for condition in conditions]
        if not conditions or self.resource.exists is not Truth.YES or not set(fields) <= {HOST, PATH}:
            return None
        if len(set(fields)) < len(fields) or not all(condition.known for condition in conditions):
            return None
        return Names(**{_KEY[condition.field]: condition.known for condition in conditions})

    @cached_property
    def possible_requests(self) -> Names:
        """The requests that it may take: conditions on anything but host and path only narrow them."""
        return Names(**{_KEY[field]: self._possible_values(field) for field in (HOST, PATH)})

    def _possible_values(self, field: str) -> tuple[str, ...]:
        condition = self.condition(field)
        if condition is None or not condition.listed or len(condition.known) < len(condition.values):
            return (ANY,)
        return condition.known

    def has_actions_of(self, other: ListenerRule) -> bool:
        """Tell whether another rule certainly does the same with a request."""
        return self.resource.get("Actions") == other.resource.get("Actions")

    @cached_property
    def forwards(self) -> bool:
        """Whether it certainly sends requests to a target group."""
        actions = items(self.resource.get("Actions"))
        return any(literal(self.resource.get("Actions", index, "Type")) == "forward" for index, _ in actions)

    @property
    def temporary(self) -> bool:
        """Whether it may be there for a while only, such as a maintenance page that a condition turns on."""
        return not self.forwards and bool(self.resource.conditions)

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

    def rule(self, resource: Resource) -> ListenerRule | None:
        """The rule that a resource is, if its listener is known."""
        return self._by_path.get(resource.path)

    def tried_before(self, rule: ListenerRule) -> list[ListenerRule]:
        """The rules of its listener that are certainly tried before a rule, in that order."""
        if rule.priority is None:
            return []
        return [other for priority, other in self._ranked[rule.listener] if priority < rule.priority]

    @cached_property
    def _by_path(self) -> dict[str, ListenerRule]:
        return {rule.resource.path: rule for rule in self.all}

    @cached_property
    def _ranked(self) -> dict[str, list[tuple[int, ListenerRule]]]:
        """The rules of each listener whose priority is known, in the order in which they are tried."""
        ranked: dict[str, list[tuple[int, ListenerRule]]] = {}
        for listener, rules in self.by_listener.items():
            known = [(rule.priority, rule) for rule in rules if rule.priority is not None]
            ranked[listener] = sorted(known, key=lambda pair: pair[0])
        return ranked

    def takers(self, names: Names, earlier: Iterable[ListenerRule]) -> tuple[ListenerRule, ...]:
        """The rules that certainly take every request of ``names``: one that does alone, or all that do together.

        Empty when a request is left, or that cannot be told.
        """
        lasting = [rule for rule in earlier if not rule.temporary]
        sure = [(rule, taken) for rule in lasting if (taken := rule.certain_requests) is not None]
        try:
            if left(names, [taken for _, taken in sure]) is not None:
                return ()
            alone = next((rule for rule, taken in sure if left(names, [taken]) is None), None)
        except Undecided:
            return ()
        return (alone,) if alone else tuple(rule for rule, _ in sure)


def _rule(graph: Graph, resource: Resource) -> ListenerRule | None:
    value = resource.get("ListenerArn")
    created = graph.target(value, LISTENER)
    listener = created.path if created else literal(value)
    if listener is None:
        return None
    return ListenerRule(resource, listener, number(resource.get("Priority")), _conditions(resource))


def _conditions(resource: Resource) -> tuple[Condition, ...] | None:
    listed = resource.get("Conditions")
    if not isinstance(listed, Listing):
        return None
    conditions = []
    for index, _ in items(listed):
        field = resource.get("Conditions", index, "Field")
        if not isinstance(field, Literal):
            return None
        conditions.append(_condition(resource, ("Conditions", index), field.text))
    return tuple(conditions)


def _condition(resource: Resource, at: Steps, field: str) -> Condition:
    lists: list[Steps] = [("Values",)] if field in (HOST, PATH) else []
    lists += [_CONFIG[field]] if field in _CONFIG else []
    values: list[tuple[Steps, str | None]] = []
    listed = bool(lists)
    for steps in lists:
        value = resource.get(*at, *steps)
        if isinstance(value, Absent):
            continue
        listed = listed and isinstance(value, Listing)
        values += _texts(resource, (*at, *steps))
    if field in _CONFIG and not isinstance(resource.get(*at, _CONFIG[field][0], "RegexValues"), Absent):
        listed = False
    return Condition(field, tuple(values), listed and bool(values))


def _texts(resource: Resource, steps: Steps) -> Iterator[tuple[Steps, str | None]]:
    for index, _ in items(resource.get(*steps)):
        yield (*steps, index), literal(resource.get(*steps, index))
