"""Ours: a service whose rule comes after one that takes all its requests."""

from __future__ import annotations

from generator.checks.balancing import _rules
from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.cause import Fault
from generator.needs.routes import RouteTaken


class RuleNeverReached(Check):
    id = "ECS146"
    lesson = 14
    title = "No request comes to the service: other rules take all of them before its own"
    symptom = "The service runs and is healthy, and its clients get answers of another service, or 404"
    why = (
        "A listener tries its rules from the lowest priority to the highest and stops at the first whose conditions "
        "hold. In a pattern * is any run of characters, the slash too, so that /* before /api/* leaves nothing for it. "
        "Reported where every rule and default action that leads to the tasks is taken before."
    )
    fix = "Give the rule with the more specific conditions the lower Priority."
    fault = RouteTaken
    message = {
        "default": (
            "the default action of {route} is never reached: {takers} {take} every request before it, so clients never "
            "get to {task}"
        ),
        "rule": (
            "{route} is never reached: {takers} {take} every request that it names, so clients never get to {task}"
        ),
    }
    change = {
        "default": "a rule of its own for {task}, tried before {first}",
        "rule": _rules.CHANGE,
    }
    base = "routed"
    bad = {"WebRule.Priority": "3"}

    def word(self, fault: Fault) -> Finding:
        """Say in words which rules take the requests of a service."""
        assert isinstance(fault, RouteTaken)
        words = {**_rules.words(fault.takers), "route": fault.route, "task": fault.task}
        return self.at(fault.resource, *fault.steps, tasks=fault.tasks, variant=fault.variant, **words)
