"""Does any request come to a target group, or do rules that are tried before take all of them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import LISTENER
from generator.ecs.balancing.listener_rules import ListenerRule
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Resource
from generator.text.requests import Names


@dataclass(frozen=True)
class RouteTaken(Fault):
    """No request gets as far as what leads to a service's tasks.

    ``variant`` says what that is: a ``rule``, or the ``default`` action of a listener.
    """

    variant: str
    route: ListenerRule | Resource
    """The rule, or the listener with the default action."""
    takers: tuple[ListenerRule, ...]
    """The rules that take every request before, alone or together; never none."""
    task: str


def route_taken(context: Context, group: Resource, task: str) -> RouteTaken | None:
    """Why no request comes to a target group, though a rule or a listener names it; None when one may come."""
    forwarders = context.balancers.forwarders(group)
    if not forwarders or context.balancers.untraced_forwarders or not context.graph.closed(group):
        return None
    faults = [_route_taken_before(context, forwarder, task) for forwarder in forwarders]
    return None if None in faults else faults[0]


def routes_taken(context: Context) -> Iterator[RouteTaken]:
    """Every such reason in a graph. A service fails by each of them, so no other finding need name these routes."""
    for task in context.tasks:
        for target in context.balancers.targets(task):
            if target.group and (fault := route_taken(context, target.group, task.name)):
                yield fault


def rule_takers(context: Context, rule: ListenerRule) -> tuple[ListenerRule, ...]:
    """Who takes all requests of a rule before it; nobody when they all do the same with them."""
    takers = context.listener_rules.takers(rule.possible_requests, context.listener_rules.tried_before(rule))
    return () if all(rule.has_actions_of(taker) for taker in takers) else takers


def _route_taken_before(context: Context, forwarder: Resource, task: str) -> RouteTaken | None:
    """Look at one rule or default action. That requests are only answered before it may be meant so."""
    rules = context.listener_rules
    rule = rules.rule(forwarder)
    route: ListenerRule | Resource = rule or forwarder
    if rule is not None:
        step, variant, takers = "Priority", "rule", rule_takers(context, rule)
    elif forwarder.type == LISTENER:
        step, variant = "DefaultActions", "default"
        takers = rules.takers(Names(), rules.by_listener.get(forwarder.path, ()))
    else:
        return None
    if not takers or not all(taker.forwards for taker in takers):
        return None
    return RouteTaken(forwarder, (step,), (task,), variant, route, takers, task)
