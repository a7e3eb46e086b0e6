"""A rule for any host, after rules that take every host that is named."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.balancing import _rules
from generator.checks.check import Check
from generator.ecs.balancing.balancers import LISTENER
from generator.ecs.balancing.listener_rules import HOST, PATH, ListenerRule
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.balancing.listener_rules import routes_taken
from generator.needs.context import Context
from generator.text.requests import Names
from generator.text.wildcards import ANY, Undecided, covers, meet


class HostTakenBefore(Check):
    id = "WCS147"
    lesson = 14
    title = "Other rules take the requests first, at every host that the rules name"
    symptom = "Clients that request the path at a host they know get answers of another service"
    why = (
        "The rule has a path condition and no host condition, and rules before it take the path at every host that "
        "the rules of the listener name. Only requests for other hosts are left, such as the load balancer's own DNS "
        "name. This is reported only when the default action answers by itself; one that forwards serves a host "
        "beside those named."
    )
    fix = "Give the rule the lower Priority, or a condition host-header that says which host it is for."
    message = (
        "requests for {path} at {hosts} never reach {rule}: {takers} {take} them first, and no rule of the listener "
        "names another host"
    )
    change = "Priority of {resource}: less than {lowest}; or a condition host-header, if it is for another host"
    base = "routed"
    good = {"OtherRule.Conditions.1": "{Field: host-header, HostHeaderConfig: {Values: [shop.example.com]}}"}
    bad = {"WebRule.Priority": "3"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the rules for any host that get nothing at any host that the listener's rules name.

        Where the default action sends requests on, there is a host beside those that are named, and a rule for any
        host may be for that.
        """
        told = {fault.resource.path for fault in routes_taken(context)}
        for listener, rules in context.listener_rules.by_listener.items():
            hosts = _hosts(rules)
            if not hosts or not _answers_by_itself(context, listener):
                continue
            for rule in rules:
                if rule.resource.path in told or not rule.forwards or not _names_a_path_alone(rule):
                    continue
                if taken := _path_taken(context, rule, hosts):
                    path, takers = taken
                    condition = rule.condition(PATH)
                    ways = condition.values if condition else ()
                    steps = next((steps for steps, text in ways if text == path), ("Conditions",))
                    shown = ", ".join(hosts[:3]) + (" ..." if len(hosts) > 3 else "")
                    words = {**_rules.words(takers), "rule": rule, "path": path, "hosts": shown}
                    yield self.at(rule.resource, *steps, **words)


def _hosts(rules: list[ListenerRule]) -> list[str]:
    """The hosts that the rules of a listener name; none when a rule takes whatever host there is."""
    if any(rule.certain_requests in (Names(paths=("/*",)), Names()) for rule in rules):
        return []
    hosts = sorted({host for rule in rules if rule.condition(HOST) for host in rule.possible_requests.hosts})
    return [] if ANY in hosts else hosts


def _names_a_path_alone(rule: ListenerRule) -> bool:
    return [condition.field for condition in rule.conditions or ()] == [PATH]


def _path_taken(context: Context, rule: ListenerRule, hosts: list[str]) -> tuple[str, tuple[ListenerRule, ...]] | None:
    """The first path of a rule that others take at every one of these hosts, with these others."""
    before = context.listener_rules.tried_before(rule)
    for path in rule.possible_requests.paths:
        at_hosts = [context.listener_rules.takers(Names((host,), (path,)), before) for host in hosts]
        takers = tuple(dict.fromkeys(taker for takers in at_hosts for taker in takers))
        if all(at_hosts) and not any(rule.has_actions_of(taker) for taker in takers) and _take_more(takers, path):
            return path, takers
    return None


def _take_more(takers: tuple[ListenerRule, ...], path: str) -> bool:
    """Tell whether what takes a path was written for more than that: to serve one path differently is usual."""
    try:
        return any(
            meet(pattern, path) and covers(pattern, path) and not covers(path, pattern)
            for taker in takers
            for pattern in taker.possible_requests.paths
        )
    except Undecided:
        return False


def _answers_by_itself(context: Context, path: str) -> bool:
    """Tell whether the default action of a listener answers, so that only rules lead anywhere."""
    listener = next((listener for listener in context.graph.of_type(LISTENER) if listener.path == path), None)
    if listener is None:
        return False
    actions = items(listener.get("DefaultActions"))
    return [literal(listener.get("DefaultActions", index, "Type")) for index, _ in actions] == ["fixed-response"]
