"""A rule with more condition values than a listener rule may have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context

VALUES, WILDCARDS = 5, 6
"""What one rule may have. Elastic Load Balancing guide, "Quotas for your Application Load Balancers", read 2026-11: 5
of either; accounts of before 2020 have 6 wildcards (AWS's comment in pull request 32 of
awsdocs/elb-application-load-balancers-user-guide), so that 6 are not certainly refused. AWS's documentation and users
agree on the message."""


class TooManyConditionValues(Check):
    id = "ECS148"
    lesson = 14
    fails_creation = True
    title = "A rule has more condition values, or wildcards, than a rule may have"
    symptom = "CREATE_FAILED: A rule can only have '5' condition values"
    why = (
        "One quota counts the values of all conditions of a rule together, another all * and ? in them; neither can "
        "be raised. Six wildcards are not reported, because accounts from before 2020 may have them."
    )
    fix = "Split the conditions between two rules with the same actions."
    message = {
        "values": (
            "{resource} has {count} condition values: CreateRule fails (A rule can only have '{limit}' condition "
            "values)"
        ),
        "wildcards": (
            "{resource} has {count} wildcards in its conditions, and a rule can only have {limit}: CreateRule fails"
        ),
    }
    change = "split its Conditions between two rules with the same Actions"
    base = "routed"
    good = {
        "WebRule.Conditions.0.PathPatternConfig.Values": "[/a, /b, /c, /d]",
        "WebRule.Conditions.1": "{Field: host-header, HostHeaderConfig: {Values: [shop.example.com]}}",
    }
    bad = {"WebRule.Conditions.1.HostHeaderConfig.Values.1": "www.example.com"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the rules with more than they may have."""
        for rule in context.listener_rules.all:
            values = [text for condition in rule.conditions or () for _, text in condition.values]
            wildcards = sum((text or "").count(letter) for text in values for letter in "*?")
            if len(values) > VALUES:
                yield self.at(rule.resource, "Conditions", variant="values", count=len(values), limit=VALUES)
            elif wildcards > WILDCARDS:
                yield self.at(rule.resource, "Conditions", variant="wildcards", count=wildcards, limit=VALUES)
