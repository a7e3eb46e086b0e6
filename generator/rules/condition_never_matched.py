"""Ours: a rule, or one of its patterns, that never decides anything."""

from __future__ import annotations

from generator.rules._example_routes import paths, routed, rule
from generator.rules._rule import LessonRule


class ConditionNeverMatched(LessonRule):
    id = "WCS146"
    lesson = 14
    title = "A rule of a listener, or a value of its conditions, is never matched"
    symptom = "Requests for one path get answers of another service than the template says"
    why = (
        "A rule that is tried before takes every such request. Rules that do the same with it are left alone, and "
        "so is one that a condition of the template can take away, such as the page of a maintenance. Where nothing "
        "at all comes to the tasks, this is ECS146."
    )
    fix = "Give the rule with the more specific conditions the lower Priority, or take the value away."
    good = routed(
        rule("WebRule", 1, paths("/web/*", "/login"), "Targets"), rule("RestRule", 2, paths("/log*"), "OtherTargets")
    )
    bad = good.replace("Priority: 1\n", "Priority: 3\n")
