"""Whether conditions hold, in three-valued logic, and which undecided parameters they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.logic import Truth, every, negation, some
from generator.stack.evaluator import Evaluator
from generator.stack.instances import Instance
from generator.stack.values import Absent, Choice, Literal, Pseudo, Reference, Step, Text, Unknown, Value
from generator.stack.walk import defaults

MAX_FORMULA = 75
_CONDITIONS = frozenset({"Condition", "Fn::And", "Fn::Equals", "Fn::Not", "Fn::Or"})
_NO_ID = {"", "none", "null", "n/a", "false", "true", "no", "yes"}
"""What people write for the absence of an id: never the id of a resource."""


def evaluate(evaluator: Evaluator, at: Instance, node: Any) -> Truth:
    """Tell whether a condition, as it is written, holds in a stack."""
    match _name_and_argument(node):
        case "Condition", name:
            return evaluator.condition(at, name)
        case "Fn::Not", [operand]:
            return negation(_operand(evaluator, at, operand))
        case "Fn::And", [*operands]:
            return every([_operand(evaluator, at, operand) for operand in operands]) if operands else Truth.UNKNOWN
        case "Fn::Or", [*operands]:
            return some([_operand(evaluator, at, operand) for operand in operands]) if operands else Truth.UNKNOWN
        case "Fn::Equals", [left, right]:
            one, other = _compared(evaluator, at, left), _compared(evaluator, at, right)
            return Truth.UNKNOWN if one is None or other is None else equals(evaluator, one, other)
    return Truth.UNKNOWN


def _compared(evaluator: Evaluator, at: Instance, node: Any) -> Value | None:
    """What Fn::Equals compares; of a condition, which may stand there, true or false, and None while it is open.

    Source: CloudFormation Template Reference, "Condition functions" (Supported functions); 2026-11.
    """
    if _name_and_argument(node)[0] not in _CONDITIONS:
        return evaluator.value(at, node)
    holds = _operand(evaluator, at, node)
    return None if holds is Truth.UNKNOWN else Literal("true" if holds is Truth.YES else "false")


def _operand(evaluator: Evaluator, at: Instance, node: Any) -> Truth:
    if evaluator.depth >= MAX_FORMULA:
        return Truth.UNKNOWN
    evaluator.depth += 1
    try:
        return evaluate(evaluator, at, node)
    finally:
        evaluator.depth -= 1


def _name_and_argument(node: Any) -> tuple[Any, Any]:
    return next(iter(node.items())) if isinstance(node, dict) and len(node) == 1 else (None, None)


def equals(evaluator: Evaluator, left: Value, right: Value) -> Truth:
    """Tell whether two values are the same text after deployment."""
    if isinstance(left, Choice):
        return _agreed_by_branches(equals(evaluator, left.yes, right), equals(evaluator, left.no, right))
    if isinstance(right, Choice):
        return _agreed_by_branches(equals(evaluator, left, right.yes), equals(evaluator, left, right.no))
    if isinstance(left, Absent) or isinstance(right, Absent):
        return Truth.UNKNOWN
    if left == right:
        refused = isinstance(left, Unknown) and left.kind == "malformed"
        return Truth.UNKNOWN if refused else Truth.YES
    if isinstance(left, Literal) and isinstance(right, Literal):
        return Truth.NO
    if isinstance(left, Literal):
        left, right = right, left
    return _may_equal(evaluator, left, right.text) if isinstance(right, Literal) else Truth.UNKNOWN


def _agreed_by_branches(under_yes: Truth, under_no: Truth) -> Truth:
    return under_yes if under_yes is under_no else Truth.UNKNOWN


def _may_equal(evaluator: Evaluator, value: Value, text: str) -> Truth:
    """Whether something that is not a literal is a text: no or unknown, for it is never certain."""
    match value:
        case Reference() if text.strip().lower() in _NO_ID:
            return Truth.NO
        case Pseudo() if not text:
            return Truth.NO
        case Unknown(allowed=allowed) if allowed and text not in allowed:
            return Truth.NO
        case Unknown(identity=identity) | Pseudo(identity=identity) if identity in evaluator.assumptions:
            return Truth.NO if text in evaluator.compared[identity] else Truth.UNKNOWN
        case Text(parts):
            first, last = parts[0], parts[-1]
            if isinstance(first, Literal) and not text.startswith(first.text):
                return Truth.NO
            if isinstance(last, Literal) and not text.endswith(last.text):
                return Truth.NO
            if not text and any(isinstance(part, Literal | Reference) for part in parts):
                return Truth.NO
    return Truth.UNKNOWN


def comparisons(evaluator: Evaluator, at: Instance, name: str) -> Iterator[tuple[Unknown | Pseudo, str]]:
    """What an undecided condition compares with which text: the parameters that it hangs on."""
    for left, right in _compared_values(evaluator, at, name):
        for value, other in ((left, right), (right, left)):
            match value, other:
                case ((Pseudo() | Unknown(kind="parameter")), Literal(text)):
                    yield value, text


def rests_on(evaluator: Evaluator, at: Instance, name: str) -> tuple[Step, ...]:
    """The Defaults that a condition compares: it would be another with other values."""
    steps = (step for pair in _compared_values(evaluator, at, name) for value in pair for step in defaults(value))
    return tuple(dict.fromkeys(steps))


def _compared_values(evaluator: Evaluator, at: Instance, name: str) -> Iterator[tuple[Value, Value]]:
    conditions = at.document.section("Conditions")
    seen = {name}
    pending: list[Any] = [conditions.get(name)]
    while pending:
        match _name_and_argument(pending.pop()):
            case "Condition", str(other) if other not in seen:
                seen.add(other)
                pending.append(conditions.get(other))
            case (("Fn::Not" | "Fn::And" | "Fn::Or"), [*operands]):
                pending.extend(operands)
            case "Fn::Equals", [left, right]:
                conditional = [side for side in (left, right) if _name_and_argument(side)[0] in _CONDITIONS]
                pending.extend(conditional)
                if not conditional:
                    yield evaluator.value(at, left), evaluator.value(at, right)
