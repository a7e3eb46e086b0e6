"""All rules by id, as they are listed in the package."""

from __future__ import annotations

from functools import cache

from generator.explain import Rule
from generator.rules._rule import LessonRule


@cache
def rules() -> dict[str, type[LessonRule]]:
    """Give every rule's class, sorted by lesson and id."""
    import generator.rules as package

    found = [each for each in vars(package).values() if isinstance(each, type) and issubclass(each, LessonRule)]
    found = [each for each in found if each.id]
    return {each.id: each for each in sorted(found, key=lambda each: (each.id[3:], each.id))}


def examples() -> dict[str, Rule]:
    """Give the same as what ``explain`` and the pages read: texts and examples."""
    return {name: rule() for name, rule in rules().items()}
