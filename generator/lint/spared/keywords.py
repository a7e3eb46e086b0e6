"""Keywords: at every property cfn-lint's rule E1101 asks all rules whether one of their keywords is that property.

Two hundred rules are asked four hundred times in the template of one service. Here they are asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.lint.spared.found import digest, found

_READ = "23947c8987cd5a17"
"""The digest of the source of ``cfnLint`` that was read, and does what ``_asking_once`` does."""


def spare(rules: Iterable[Any]) -> None:
    """Have the rule among these that asks the others ask them once."""
    unset = getattr(found("cfnlint.jsonschema._utils"), "Unset", None)
    for kind in {type(rule) for rule in rules}:
        if unset is not None and digest(getattr(kind, "cfnLint", None)) == _READ:
            kind.cfnLint = _asking_once(unset)


def _asking_once(unset: type) -> Callable[..., Iterator[Any]]:
    asked: list[Any] = [None, None, {}]

    def validated(self: Any, validator: Any, keywords: Any, instance: Any, schema: Any) -> Iterator[Any]:
        validator = validator.evolve(function_filter=validator.function_filter.evolve(add_cfn_lint_keyword=False))
        if asked[0] is not self or asked[1] is not validator.cfn:
            asked[:] = [self, validator.cfn, _by_keyword(self.child_rules.values())]
        for keyword in keywords:
            for rule in asked[2].get(keyword, ()):
                for error in rule.validate(validator, keyword, instance, schema):
                    if error.rule is None and isinstance(error.validator, unset):
                        error.rule = rule
                    yield error

    return validated


def _by_keyword(rules: Iterable[Any]) -> dict[str, list[Any]]:
    kept: dict[str, list[Any]] = {}
    for rule in rules:
        for keyword in rule.keywords if rule is not None and rule.id else ():
            kept.setdefault(keyword, []).append(rule)
    return kept
