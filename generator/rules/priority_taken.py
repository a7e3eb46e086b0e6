"""Ours: two rules of one listener with one priority."""

from __future__ import annotations

from generator.rules._example_routes import paths, routed, rule
from generator.rules._rule import LessonRule


class PriorityTaken(LessonRule):
    id = "ECS147"
    lesson = 14
    title = "Two rules of one listener have the same priority"
    symptom = "CREATE_FAILED: Priority '10' is currently in use"
    why = "Priorities order the rules of a listener, so each is given once. Which is refused is a matter of luck."
    fix = "Give each rule a Priority of its own."
    good = routed(rule("WebRule", 1, paths("/web/*"), "Targets"), rule("RestRule", 2, paths("/a/*"), "OtherTargets"))
    bad = good.replace("Priority: 1\n", "Priority: 2\n")
