"""Lesson 5: more security groups on a network interface than AWS can put there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.needs.cause import Worded
from generator.rules._many_groups import DEFAULT, MOST, crowded, example, fault
from generator.rules._rule import LessonRule
from generator.stack import Graph


class TooManyGroups(LessonRule):
    id = "ECS051"
    lesson = 5
    title = "More than 16 security groups on a network interface"
    symptom = (
        "SecurityGroupsPerInterfaceLimitExceeded: The maximum number of security groups per interface has been reached"
    )
    why = "A group for each thing that tasks may reach ends here: 16 is the most that AWS raises the quota to."
    fix = "Let tasks carry one shared client group instead of one for each endpoint or store."
    bad = example(MOST + 1)
    good = example(DEFAULT)

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for place, steps, count in crowded(graph):
            if count > MOST:
                yield fault("ECS051", place, steps, count, MOST, "and AWS allows")
