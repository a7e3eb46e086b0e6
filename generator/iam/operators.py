"""The condition operators: how one value of the policy is compared with one value of the request.

Source: IAM User Guide, "Condition operators". Policy variables work with the String and ARN operators;
where the page is silent or speaks differently over the years (Bool) a variable leaves the answer unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.iam import pattern, scalars
from generator.iam.context import Context
from generator.iam.folding import NO, known, unknown
from generator.iam.match import matches
from generator.iam.text import Text, literal
from generator.iam.variables import substitute
from generator.logic import Answer


@dataclass(frozen=True)
class Scope:
    """What a comparison may look up: the request's context, and whether the policy's version has variables."""

    context: Context
    variables: bool | None


Compare = Callable[[Text, Text, Scope], Answer]
"""Tells whether a value of the policy matches a value of the request, before any negation."""


@dataclass(frozen=True)
class Operator:
    compare: Compare
    negated: bool = False


def _textual(read: Callable[[tuple[pattern.Piece, ...]], pattern.Pattern], ignore_case: bool = False) -> Compare:
    def compare(policy: Text, request: Text, scope: Scope) -> Answer:
        pieces = substitute(policy, scope.context, scope.variables)
        return NO if pieces is None else matches(read(pieces), request, ignore_case)

    return compare


def _scalar(read: Callable[[str], Any], holds: Callable[[Any, Any], bool]) -> Compare:
    def compare(policy: Text, request: Text, scope: Scope) -> Answer:
        wanted, actual = literal(policy), literal(request)
        if wanted is None or actual is None:
            return unknown(f"{actual or request} cannot be compared with {wanted or policy}")
        try:
            return known(holds(read(wanted), read(actual)))
        except scalars.Unreadable as error:
            return unknown(f"{error} is not a value of this operator")

    return compare


def _arn(pieces: tuple[pattern.Piece, ...]) -> pattern.Pattern:
    return pattern.arn(pieces, crossing=False)


_EQUALS = _textual(pattern.exact)
_EQUALS_ANY_CASE = _textual(pattern.exact, ignore_case=True)
_LIKE = _textual(pattern.wildcard)
_ARN = _textual(_arn)

OPERATORS: dict[str, Operator] = {
    "StringEquals": Operator(_EQUALS),
    "StringNotEquals": Operator(_EQUALS, negated=True),
    "StringEqualsIgnoreCase": Operator(_EQUALS_ANY_CASE),
    "StringNotEqualsIgnoreCase": Operator(_EQUALS_ANY_CASE, negated=True),
    "StringLike": Operator(_LIKE),
    "StringNotLike": Operator(_LIKE, negated=True),
    "ArnEquals": Operator(_ARN),
    "ArnLike": Operator(_ARN),
    "ArnNotEquals": Operator(_ARN, negated=True),
    "ArnNotLike": Operator(_ARN, negated=True),
    "Bool": Operator(_scalar(scalars.truth, lambda policy, request: policy == request)),
    "BinaryEquals": Operator(_scalar(scalars.octets, lambda policy, request: policy == request)),
    "IpAddress": Operator(_scalar(scalars.network, scalars.inside)),
    "NotIpAddress": Operator(_scalar(scalars.network, scalars.inside), negated=True),
}

_ORDER: dict[str, tuple[Callable[[Any, Any], bool], bool]] = {
    "Equals": (lambda policy, request: request == policy, False),
    "NotEquals": (lambda policy, request: request == policy, True),
    "LessThan": (lambda policy, request: request < policy, False),
    "LessThanEquals": (lambda policy, request: request <= policy, False),
    "GreaterThan": (lambda policy, request: request > policy, False),
    "GreaterThanEquals": (lambda policy, request: request >= policy, False),
}
for _name, (_holds, _negated) in _ORDER.items():
    OPERATORS[f"Numeric{_name}"] = Operator(_scalar(scalars.number, _holds), _negated)
    OPERATORS[f"Date{_name}"] = Operator(_scalar(scalars.moment, _holds), _negated)
