"""Comparisons: the name that a GetAtt or a Ref asks for is held against all names of the template, one by one.

Each time cfn-lint looks first whether either is a boolean that is written as text. Only a text of four or five letters
can be one (``true``, ``false``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.lint.spared.found import found

_BOOLEANS = frozenset(map(len, ("true", "false")))


def spare() -> None:
    """Have the cfn-lint of this process compare most texts as such."""
    keywords = vars(found("cfnlint.jsonschema._keywords"))
    equal = keywords.get("equal")
    if callable(equal):
        keywords["equal"] = _texts_first(equal)


def _texts_first(equal: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compared(one: Any, two: Any) -> bool:
        if isinstance(one, str) and isinstance(two, str) and len(one) not in _BOOLEANS and len(two) not in _BOOLEANS:
            return one == two
        return equal(one, two)

    return compared
