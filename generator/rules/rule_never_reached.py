"""Ours: a service whose rule comes after one that takes all its requests."""

from __future__ import annotations

from generator.rules._example_routes import paths, routed, rule
from generator.rules._rule import LessonRule


class RuleNeverReached(LessonRule):
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
    good = routed(rule("WebRule", 1, paths("/web/*"), "Targets"), rule("RestRule", 2, paths("/*"), "OtherTargets"))
    bad = good.replace("Priority: 1\n", "Priority: 3\n")
