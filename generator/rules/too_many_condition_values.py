"""Ours: a rule with more condition values than a listener rule may have."""

from __future__ import annotations

from generator.rules._example_routes import hosts, paths, routed, rule
from generator.rules._rule import LessonRule


class TooManyConditionValues(LessonRule):
    id = "ECS148"
    lesson = 14
    title = "A rule has more condition values, or wildcards, than a rule may have"
    symptom = "CREATE_FAILED: A rule can only have '5' condition values"
    why = (
        "The quota counts the values of all conditions of the rule together, and all * and ? in them; neither can be "
        "raised. Six wildcards are not reported: accounts of before 2020 may have them."
    )
    fix = "Divide the conditions between two rules with the same actions."
    good = routed(rule("WebRule", 1, paths("/a", "/b", "/c", "/d") + hosts("shop.example.com"), "Targets"))
    bad = good.replace("[shop.example.com]", "[shop.example.com, www.example.com]")
