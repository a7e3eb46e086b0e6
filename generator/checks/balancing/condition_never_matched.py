"""A rule, or one of its patterns, that never decides anything."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.balancing import _rules
from generator.checks.check import Check
from generator.ecs.balancing.listener_rules import HOST, PATH, ListenerRule, Steps
from generator.finding import Finding
from generator.needs.balancing.listener_rules import routes_taken, rule_takers
from generator.needs.context import Context
from generator.text.requests import Names


class ConditionNeverMatched(Check):
    id = "WCS146"
    lesson = 14
    title = "A rule of a listener, or a value of its conditions, is never matched"
    symptom = "Requests for one path get answers of another service than the template says"
    why = (
        "A rule with a lower Priority takes every such request. Rules with the same actions are not reported, and "
        "neither is a rule that a condition of the template can remove, such as one for a maintenance page. When no "
        "request at all reaches the tasks, this is ECS146."
    )
    fix = "Give the rule with the more specific conditions the lower Priority, or remove the value."
    message = {
        "rule": "{rule} is never reached: {takers} {take} every matching request first",
        "value": "{value} of {rule} is never matched: {takers} {take} every such request first",
    }
    change = _rules.CHANGE
    base = "routed"
    good = {
        "WebRule.Conditions.0.PathPatternConfig.Values.1": "/login",
        "OtherRule.Conditions.0.PathPatternConfig.Values.0": "/log*",
    }
    bad = {"WebRule.Priority": "3"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the rules, or else the single values of rules, whose requests others take and do something else with."""
        told = {fault.resource.path for fault in routes_taken(context)}
        for rule in context.listener_rules.all:
            if rule.resource.path in told:
                continue
            if takers := rule_takers(context, rule):
                yield self.at(rule.resource, "Priority", variant="rule", rule=rule, **_rules.words(takers))
                continue
            for steps, value, takers in _values_taken(context, rule):
                yield self.at(rule.resource, *steps, variant="value", rule=rule, value=value, **_rules.words(takers))


def _values_taken(context: Context, rule: ListenerRule) -> Iterator[tuple[Steps, str, tuple[ListenerRule, ...]]]:
    """The values of a rule, of several, that never decide anything, with the rules that take their requests."""
    most = rule.possible_requests
    before = context.listener_rules.tried_before(rule)
    for field in (PATH, HOST):
        condition = rule.condition(field)
        if condition is None or len(condition.values) < 2 or not condition.listed:
            continue
        for steps, text in condition.values:
            if text is None:
                continue
            names = Names(most.hosts, (text,)) if field == PATH else Names((text.lower(),), most.paths)
            takers = context.listener_rules.takers(names, before)
            if takers and not all(rule.has_actions_of(taker) for taker in takers):
                yield steps, text, takers
