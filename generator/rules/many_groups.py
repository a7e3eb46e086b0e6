"""Lesson 5: more security groups on a network interface than a fresh account allows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.needs.cause import Worded
from generator.rules._many_groups import DEFAULT, MOST, crowded, example, fault
from generator.rules._rule import LessonRule
from generator.stack import Graph


class ManyGroups(LessonRule):
    id = "WCS051"
    lesson = 5
    title = "More than five security groups on a network interface"
    symptom = "SecurityGroupsPerInterfaceLimitExceeded, in an account whose quota was not raised"
    why = "Five groups per interface is the default quota. Where it was raised this works, elsewhere it does not."
    fix = "Let tasks carry one shared client group, or have the quota raised before deploying."
    bad = example(DEFAULT + 1)
    good = example(DEFAULT)

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for place, steps, count in crowded(graph):
            if DEFAULT < count <= MOST:
                yield fault("WCS051", place, steps, count, DEFAULT, "and an account allows by default")
