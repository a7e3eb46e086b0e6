"""A service whose rule comes after one that takes all its requests."""

from __future__ import annotations

from generator.checks.balancing import _rules
from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.balancing.listener_rules import RouteTaken
from generator.needs.cause import Fault


class RuleNeverReached(Check):
    id = "ECS146"
    lesson = 14
    title = "No request reaches the service: other rules take all of them first"
    symptom = "The service runs and is healthy, and its clients get answers of another service, or 404"
    why = (
        "A listener evaluates its rules from the lowest priority to the highest and uses the first whose conditions "
        "match. In a pattern, * matches any characters, including slashes, so a rule for /* before one for /api/* "
        "leaves no request for it. This is reported only when it applies to every rule and default action that "
        "forwards to the tasks."
    )
    fix = "Give the rule with the more specific conditions the lower Priority."
    fault = RouteTaken
    message = {
        "default": (
            "the default action of {route} is never reached: {takers} {take} every request first, so clients never "
            "reach {task}"
        ),
        "rule": (
            "{route} is never reached: {takers} {take} every matching request first, so clients never reach {task}"
        ),
    }
    change = {"default": "add a rule for {task} with a lower Priority than {first}", "rule": _rules.CHANGE}
    base = "routed"
    bad = {"WebRule.Priority": "3"}

    def word(self, fault: Fault) -> Finding:
        """Say in words which rules take the requests of a service."""
        assert isinstance(fault, RouteTaken)
        words = {**_rules.words(fault.takers), "route": fault.route, "task": fault.task}
        return self.at(fault.resource, *fault.steps, tasks=fault.tasks, variant=fault.variant, **words)
