"""Two rules of one listener with one priority."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Write

_HIGHEST = 50_000
"""The highest priority that there is. Elastic Load Balancing API Reference, CreateRule, Priority, read 2026-11."""


class PriorityTaken(Check):
    id = "ECS147"
    lesson = 14
    fails_creation = True
    title = "Two rules of one listener have the same priority"
    symptom = "CREATE_FAILED: Priority '10' is currently in use"
    why = (
        "Priorities are unique within a listener. Which of the two rules fails depends on which of them is created "
        "last."
    )
    fix = "Give each rule a Priority of its own."
    message = (
        "{resource} and {other} have the same priority on one listener, {priority}: CreateRule fails for one of them "
        "(Priority '{priority}' is currently in use)"
    )
    change = "Priority: {free}"
    remedy = Write("Priority", "{free}")
    base = "routed"
    bad = {"WebRule.Priority": "2"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the rules that certainly exist beside another one of the same priority.

        Source: Elastic Load Balancing API Reference, CreateRule, PriorityInUse, read 2026-11.
        """
        for rules in context.listener_rules.by_listener.values():
            ranked = [(rule.priority, rule.resource) for rule in rules if rule.priority is not None]
            ranked = [(priority, resource) for priority, resource in ranked if resource.exists is Truth.YES]
            taken = {priority for priority, _ in ranked}
            for first, second in pairwise(sorted(ranked, key=lambda rank: (rank[0], rank[1].path))):
                if first[0] == second[0]:
                    free = next(number for number in range(first[0] or 1, _HIGHEST + 2) if number not in taken)
                    tasks = context.users.of(second[1])
                    priority, other = first
                    yield self.at(second[1], "Priority", tasks=tasks, priority=priority, other=other, free=free)
